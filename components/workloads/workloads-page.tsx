'use client'

import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { MatchButton } from '../deleting/match-button.tsx'
import { Page } from '../frame/page.tsx'
import { HubKnows } from '../sessions/hub-knows.tsx'
import { KindTable } from '../tables/kind-table.tsx'
import { SubPages } from '../tables/sub-pages.tsx'
import { jobKind } from './job-kind.tsx'
import { podKind, unmeasuredPodKind } from './pod-kind.tsx'
import { usePodLines } from './use-pod-lines.ts'
import { daemonSetKind, deploymentKind, statefulSetKind } from './workload-kinds.tsx'
import { type WorkloadPart, workloadParts } from './workload-parts.ts'

/** Everything that runs in a server's cluster, live. */
export function WorkloadsPage({ serverId, part }: { serverId: string; part: WorkloadPart }) {
  return (
    <Page title="Workloads" fill>
      <SubPages home={`/s/${serverId}/workloads`} parts={workloadParts} current={part} />
      <Part serverId={serverId} part={part} />
    </Page>
  )
}

function Part({ serverId, part }: { serverId: string; part: WorkloadPart }) {
  switch (part) {
    case 'pods':
      return <Pods serverId={serverId} />
    case 'deployments':
      return <Deployments serverId={serverId} />
    case 'daemon-sets':
      return <DaemonSets serverId={serverId} />
    case 'stateful-sets':
      return <StatefulSets serverId={serverId} />
    case 'jobs':
      return <Jobs serverId={serverId} />
  }
}

function Pods({ serverId }: { serverId: string }) {
  const { lines, usage } = usePodLines(serverId)
  return (
    <HubKnows serverId={serverId}>
      <KindTable
        serverId={serverId}
        kind={usage.problem?.code === 'no_metrics' ? unmeasuredPodKind : podKind}
        table={lines}
        tags={<MatchButton serverId={serverId} table="pods" />}
      />
    </HubKnows>
  )
}

function Deployments({ serverId }: { serverId: string }) {
  return (
    <KindTable serverId={serverId} kind={deploymentKind} table={useClusterTable(serverId, 'deployments')} />
  )
}

function DaemonSets({ serverId }: { serverId: string }) {
  return (
    <KindTable serverId={serverId} kind={daemonSetKind} table={useClusterTable(serverId, 'daemonSets')} />
  )
}

function StatefulSets({ serverId }: { serverId: string }) {
  return (
    <KindTable serverId={serverId} kind={statefulSetKind} table={useClusterTable(serverId, 'statefulSets')} />
  )
}

function Jobs({ serverId }: { serverId: string }) {
  return (
    <KindTable
      serverId={serverId}
      kind={jobKind}
      table={useClusterTable(serverId, 'jobs')}
      tags={<MatchButton serverId={serverId} table="jobs" />}
    />
  )
}
