import type { ClaimUse } from '../../../shared/deleting-api.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import { podRole } from '../../../shared/pod-role.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import type { Cluster } from '../cluster.ts'
import { type ObjectFacts, readFacts, type Target } from './read-facts.ts'
import { sideBySide } from './side-by-side.ts'

/** The hub's claim as its chart names it, whatever the release is called (domain notes 2.1). */
export const HUB_CLAIM = 'hub-db-dir'

/** Pods that use a claim: as long as there is one, Kubernetes keeps the claim (its finalizer pvc-protection). */
export function usersOf(
  { namespace, name }: Pick<ObjectRef, 'namespace' | 'name'>,
  pods: readonly PodRow[],
): PodRow[] {
  return pods.filter(
    (pod) =>
      pod.namespace === namespace &&
      pod.claims.includes(name) &&
      pod.phase !== 'Succeeded' &&
      pod.phase !== 'Failed',
  )
}

/** True for the claim that the hub keeps its database in: by its name, and by any hub that uses it. */
export function isHubClaim(
  ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>,
  pods: readonly PodRow[],
): boolean {
  if (ref.kind !== 'PersistentVolumeClaim') return false
  return ref.name === HUB_CLAIM || usersOf(ref, pods).some((pod) => podRole(pod) === 'hub')
}

export function podRef({ namespace, name, uid }: PodRow): ObjectRef {
  return { kind: 'Pod', namespace, name, uid }
}

/** The claims among the targets, with their volumes. Throws what the cluster throws. */
export async function readClaimUses(
  cluster: Pick<Cluster, 'get'>,
  targets: readonly Target[],
  pods: readonly PodRow[],
  signal: AbortSignal,
): Promise<ClaimUse[]> {
  const claims = targets.flatMap((target) =>
    target.is === 'object' && target.object.kind === 'PersistentVolumeClaim' ? [target] : [],
  )
  return await sideBySide(claims, 8, async ({ object, facts }) => {
    const name = facts.spec?.volumeName ?? ''
    const volume =
      name === ''
        ? null
        : await readFacts(cluster, { kind: 'PersistentVolume', namespace: null, name }, signal)
    return claimUse(object, facts, volume, pods)
  })
}

/** A claim as people are told of it. */
function claimUse(
  claim: ObjectRef,
  facts: ObjectFacts,
  volume: ObjectFacts | null,
  pods: readonly PodRow[],
): ClaimUse {
  return {
    claim,
    volume: volume?.metadata.name ?? null,
    path: folderOf(volume),
    node: nodeOf(volume),
    asked: facts.spec?.resources?.requests?.storage ?? '',
    storageClass: facts.spec?.storageClassName ?? null,
    reclaim: volume?.spec?.persistentVolumeReclaimPolicy ?? null,
    users: usersOf(claim, pods).map(podRef),
    deletingAt: Date.parse(facts.metadata.deletionTimestamp ?? '') || null,
  }
}

/** The folder of a volume: of a hostPath (MicroK8s' own provisioner) or a local one (OpenEBS). */
function folderOf(volume: ObjectFacts | null): string | null {
  return volume?.spec?.hostPath?.path ?? volume?.spec?.local?.path ?? null
}

/** The node that a volume is bound to, where it says so. */
function nodeOf(volume: ObjectFacts | null): string | null {
  const [, name = null] =
    /"kubernetes\.io\/hostname","operator":"In","values":\["([^"]+)"/.exec(
      JSON.stringify(volume?.spec?.nodeAffinity ?? null),
    ) ?? []
  return name
}
