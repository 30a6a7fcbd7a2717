import { type ClusterSeen, podsOf } from './cluster.ts'

export interface WorkloadSeen {
  namespace: string
  name: string
  labels: Record<string, string>
  annotations: Record<string, string>
  /** Pods it should have, and how many of them are ready. */
  wanted: number
  ready: number
}

/** The Deployments or DaemonSets that `choose` keeps. None where the API did not answer. */
export function workloads(
  seen: ClusterSeen,
  kind: 'Deployment' | 'DaemonSet',
  choose: (workload: WorkloadSeen) => boolean,
): WorkloadSeen[] {
  return (seen.objects ?? [])
    .filter((object) => object.kind === kind)
    .map(({ metadata, spec = {}, status = {} }) => ({
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
      wanted: count(kind === 'Deployment' ? (spec.replicas ?? 1) : status.desiredNumberScheduled),
      ready: count(kind === 'Deployment' ? status.readyReplicas : status.numberReady),
    }))
    .filter(choose)
}

/** The one of that name; null where it is not there. */
export function workload(
  seen: ClusterSeen,
  kind: 'Deployment' | 'DaemonSet',
  namespace: string,
  name: string,
): WorkloadSeen | null {
  return workloads(seen, kind, (one) => one.namespace === namespace && one.name === name)[0] ?? null
}

/** A workload that wants no pods (no node takes them) is not ready: nothing works then. */
export const isReady = ({ wanted, ready }: WorkloadSeen): boolean => wanted > 0 && ready >= wanted

/** "0 of 1 ready: metallb controller-7d8f is ContainerCreating: …", with the words of the first pod that is not well. */
export function unreadyWords(seen: ClusterSeen, { namespace, name, wanted, ready }: WorkloadSeen): string {
  const sick = podsOf(seen, namespace, `${name}-`).find((pod) => !pod.ready)
  const why = sick
    ? `pod ${sick.name} is ${sick.status}${sick.message && `: ${sick.message}`}`
    : 'it has no pod'
  return `${name} has ${ready} of ${wanted} pods ready: ${why.slice(0, 300)}`
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
