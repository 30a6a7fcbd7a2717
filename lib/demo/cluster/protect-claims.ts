import type { Cluster } from './cluster.ts'
import type { KubeObject, PodSpec } from './kube-object.ts'

const PROTECTION = 'kubernetes.io/pvc-protection'

/** Keeps a claim that was deleted as long as a pod uses it, as Kubernetes' own controller does. */
export function protectClaims(cluster: Cluster): void {
  const { store } = cluster
  store.onChange(({ type, kind, object }) => {
    if (kind.kind === 'PersistentVolumeClaim' && type !== 'DELETED')
      cluster.later(0, () => tend(cluster, object))
    if (kind.kind !== 'Pod' || (type !== 'DELETED' && !hasEnded(object))) return
    for (const name of claimsOf(object)) {
      const claim = store.get('PersistentVolumeClaim', name, object.metadata.namespace)
      if (claim) cluster.later(100, () => tend(cluster, claim))
    }
  })
}

function tend(cluster: Cluster, { metadata: { name, namespace } }: KubeObject): void {
  const claim = cluster.store.get('PersistentVolumeClaim', name, namespace)
  if (!claim) return
  const finalizers = claim.metadata.finalizers ?? []
  const isProtected = finalizers.includes(PROTECTION)
  if (claim.metadata.deletionTimestamp === undefined) {
    if (!isProtected) cluster.store.put(withFinalizers(claim, [...finalizers, PROTECTION]))
  } else if (isProtected && !isUsed(cluster, claim))
    cluster.store.put(
      withFinalizers(
        claim,
        finalizers.filter((each) => each !== PROTECTION),
      ),
    )
}

function withFinalizers(object: KubeObject, finalizers: string[]): KubeObject {
  return { ...object, metadata: { ...object.metadata, finalizers } }
}

function isUsed({ store }: Cluster, { metadata: { name, namespace } }: KubeObject): boolean {
  return store.list('Pod', namespace).some((pod) => !hasEnded(pod) && claimsOf(pod).includes(name))
}

function hasEnded({ status }: KubeObject): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}

function claimsOf({ spec }: KubeObject): string[] {
  return ((spec as PodSpec | undefined)?.volumes ?? []).flatMap(
    ({ persistentVolumeClaim: claim }) => claim?.claimName ?? [],
  )
}
