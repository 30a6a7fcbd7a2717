'use client'

import { useMemo } from 'react'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { MatchButton } from '../deleting/match-button.tsx'
import { Page } from '../frame/page.tsx'
import { KindTable } from '../tables/kind-table.tsx'
import { SubPages } from '../tables/sub-pages.tsx'
import { useJoined } from '../tables/use-joined.ts'
import { claimKind } from './claim-kind.tsx'
import { claimLines } from './claim-line.ts'
import { storageClassKind, storageClassLines } from './storage-class-kind.tsx'
import { type StoragePart, storageParts } from './storage-parts.ts'
import { volumeKind } from './volume-kind.tsx'

/** What a server's cluster keeps for its pods, live. */
export function StoragePage({ serverId, part }: { serverId: string; part: StoragePart }) {
  return (
    <Page title="Storage" fill>
      <SubPages home={`/s/${serverId}/storage`} parts={storageParts} current={part} />
      <Part serverId={serverId} part={part} />
    </Page>
  )
}

function Part({ serverId, part }: { serverId: string; part: StoragePart }) {
  switch (part) {
    case 'claims':
      return <Claims serverId={serverId} />
    case 'volumes':
      return <Volumes serverId={serverId} />
    case 'classes':
      return <StorageClasses serverId={serverId} />
  }
}

function Claims({ serverId }: { serverId: string }) {
  const claims = useClusterTable(serverId, 'claims')
  const volumes = useClusterTable(serverId, 'volumes')
  const pods = useClusterTable(serverId, 'pods')
  const knownPods = pods.state === 'syncing' ? null : pods.rows
  const lines = useMemo(
    () => claimLines(claims.rows, knownPods, new Map(volumes.rows.map((volume) => [volume.name, volume]))),
    [claims.rows, knownPods, volumes.rows],
  )
  return (
    <KindTable
      serverId={serverId}
      kind={claimKind}
      table={useJoined(claims, lines)}
      tags={<MatchButton serverId={serverId} table="claims" />}
    />
  )
}

function Volumes({ serverId }: { serverId: string }) {
  return <KindTable serverId={serverId} kind={volumeKind} table={useClusterTable(serverId, 'volumes')} />
}

function StorageClasses({ serverId }: { serverId: string }) {
  const classes = useClusterTable(serverId, 'storageClasses')
  const { rows: claims } = useClusterTable(serverId, 'claims')
  const lines = useMemo(() => storageClassLines(classes.rows, claims), [classes.rows, claims])
  return <KindTable serverId={serverId} kind={storageClassKind} table={useJoined(classes, lines)} />
}
