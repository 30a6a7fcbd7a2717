import type { Plan } from '../../shared/plan.ts'
import { type ClusterSeen, type PodSeen, podsOf } from './seen/cluster.ts'
import { isReady, unreadyWords, type WorkloadSeen, workloads } from './seen/workload.ts'

/** The Deployments and DaemonSets of BinderHub. Names are the chart's own; a namespace has room for one. */
export function releaseWorkloads(seen: ClusterSeen, { namespace }: Plan): WorkloadSeen[] {
  return (['Deployment', 'DaemonSet'] as const).flatMap((kind) =>
    workloads(seen, kind, (one) => one.namespace === namespace),
  )
}

/** What BinderHub does not work without, and is not there. */
export function missingWorkloads(seen: ClusterSeen, plan: Plan): string[] {
  const there = new Set(releaseWorkloads(seen, plan).map(({ name }) => name))
  return ['binder', 'hub', 'proxy'].filter((name) => !there.has(name))
}

/** Up to two workloads that are not well, in words; empty when all are ready. */
export function unreadyReleaseWords(seen: ClusterSeen, plan: Plan): string {
  const sick = releaseWorkloads(seen, plan).filter((one) => !isReady(one))
  const more = sick.length > 2 ? `; and ${sick.length - 2} more` : ''
  return sick.length === 0
    ? ''
    : `${sick
        .slice(0, 2)
        .map((one) => unreadyWords(seen, one))
        .join('; ')}${more}`
}

/** The pods of BinderHub itself that are not ready, the worst first. */
export function unreadyPods(seen: ClusterSeen, plan: Plan): PodSeen[] {
  return podsOf(seen, plan.namespace)
    .filter(({ ready, status }) => !ready && !['Terminating', 'Completed', 'Succeeded'].includes(status))
    .sort((one, other) => Number(other.message !== '') - Number(one.message !== ''))
}
