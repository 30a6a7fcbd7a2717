import type { Cluster } from '../cluster/cluster.ts'
import type { KubeObject } from '../cluster/kube-object.ts'

// Milliseconds since the epoch, by the uid of the pod. Forgotten with the machine: then nobody was there since they came.
const seen = new WeakMap<Cluster, Map<string, number>>()

/** Somebody works in their notebook at this moment. */
export function touch(cluster: Cluster, pod: KubeObject): void {
  const times = seen.get(cluster) ?? new Map<string, number>()
  seen.set(cluster, times)
  times.set(pod.metadata.uid ?? '', Date.now())
}

/** When something last came by from or to the notebook: milliseconds since the epoch. */
export function lastActivity(cluster: Cluster, { metadata }: KubeObject): number {
  return seen.get(cluster)?.get(metadata.uid ?? '') ?? Date.parse(metadata.creationTimestamp ?? '')
}

/** How many milliseconds nobody was there. */
export function idleFor(cluster: Cluster, pod: KubeObject): number {
  return Date.now() - lastActivity(cluster, pod)
}
