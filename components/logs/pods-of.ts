import type { LogPlace } from '../../lib/shared/log-api.ts'
import type { ObjectKind, ObjectRef } from '../../lib/shared/object-ref.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'

/** Kinds that have logs: a pod, and whatever makes pods. */
export function hasLogs(kind: ObjectKind): boolean {
  return ['Pod', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'].includes(kind)
}

/** More are not followed at once: nobody reads them, and each is a stream of its own. */
export const MOST_PODS = 16

/** The pods that a workload has now, the newest first. */
export function podsOf({ kind, namespace, name }: ObjectRef, pods: readonly PodRow[]): PodRow[] {
  return pods
    .filter((pod) => pod.namespace === namespace && isOf(pod, kind, name))
    .sort((a, b) => b.createdAt - a.createdAt)
}

function isOf({ owner, labels }: PodRow, kind: ObjectKind, name: string): boolean {
  if (owner === null) return false
  // The replica set between a deployment and its pods bears both names.
  if (kind === 'Deployment')
    return owner.kind === 'ReplicaSet' && owner.name === `${name}-${labels['pod-template-hash'] ?? ''}`
  return owner.kind === kind && owner.name === name
}

/** The logs of some pods: of one container, or (null) of all. */
export function placesOf(pods: readonly PodRow[], container: string | null): LogPlace[] {
  return pods.flatMap(({ namespace, name, uid, containers }) =>
    containers
      .filter((each) => container === null || each === container)
      .map((each) => ({ namespace, pod: name, uid, container: each })),
  )
}
