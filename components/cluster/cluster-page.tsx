'use client'

import { useMemo } from 'react'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { Page } from '../frame/page.tsx'
import { KindTable } from '../tables/kind-table.tsx'
import { SubPages } from '../tables/sub-pages.tsx'
import { useJoined } from '../tables/use-joined.ts'
import { MeasuringNote } from '../usage/measuring-note.tsx'
import { type ClusterPart, clusterParts } from './cluster-parts.ts'
import { configMapKind, secretKind } from './config-kinds.tsx'
import { eventKind } from './event-kind.tsx'
import { nodeKind } from './node-kind.tsx'
import { nodeLines } from './node-line.ts'

/** What a server's cluster is made of, live. */
export function ClusterPage({ serverId, part }: { serverId: string; part: ClusterPart }) {
  return (
    <Page title="Cluster" fill>
      <SubPages home={`/s/${serverId}/cluster`} parts={clusterParts} current={part} />
      <Part serverId={serverId} part={part} />
    </Page>
  )
}

function Part({ serverId, part }: { serverId: string; part: ClusterPart }) {
  switch (part) {
    case 'nodes':
      return <Nodes serverId={serverId} />
    case 'events':
      return <Events serverId={serverId} />
    case 'config-maps':
      return <ConfigMaps serverId={serverId} />
    case 'secrets':
      return <Secrets serverId={serverId} />
  }
}

function Nodes({ serverId }: { serverId: string }) {
  const nodes = useClusterTable(serverId, 'nodes')
  const pods = useClusterTable(serverId, 'pods')
  const known = pods.state === 'syncing' ? null : pods.rows
  const usage = useClusterTable(serverId, 'nodeUsage')
  const lines = useMemo(() => nodeLines(nodes.rows, known, usage.byKey), [nodes.rows, known, usage.byKey])
  return (
    <>
      <MeasuringNote serverId={serverId} usage={usage} />
      <KindTable serverId={serverId} kind={nodeKind} table={useJoined(nodes, lines)} />
    </>
  )
}

function Events({ serverId }: { serverId: string }) {
  return <KindTable serverId={serverId} kind={eventKind} table={useClusterTable(serverId, 'events')} />
}

function ConfigMaps({ serverId }: { serverId: string }) {
  return (
    <KindTable serverId={serverId} kind={configMapKind} table={useClusterTable(serverId, 'configMaps')} />
  )
}

function Secrets({ serverId }: { serverId: string }) {
  return <KindTable serverId={serverId} kind={secretKind} table={useClusterTable(serverId, 'secrets')} />
}
