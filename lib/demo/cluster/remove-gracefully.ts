import type { Cluster } from './cluster.ts'
import type { KubeObject } from './kube-object.ts'

/** A process that was told to end and is a good one needs so long. */
const ENDS_MS = 900
const GRACE_SECONDS = 30

interface How {
  /** Without asking the node: what kubectl's --force does. */
  force?: boolean
  /** Instead of what the pod has for itself. */
  graceSeconds?: number | undefined
}

/**
 * Deletes as the API does: pods end after their grace, namespaces after their content, and what has finalizers stays,
 * marked, until these are taken away. A container whose image has "hangs" in its name never ends by itself.
 */
export function removeGracefully(
  cluster: Cluster,
  object: KubeObject,
  { force = false, graceSeconds }: How = {},
): void {
  const { store } = cluster
  if (object.kind === 'Namespace') {
    removeNamespace(cluster, object)
    return
  }
  const spec = (object.spec ?? {}) as { nodeName?: string; terminationGracePeriodSeconds?: number }
  if (object.kind !== 'Pod' || force || graceSeconds === 0 || spec.nodeName === undefined) {
    finish(cluster, object)
    return
  }
  // One that ends already is not given more time.
  if (object.metadata.deletionTimestamp !== undefined) return
  const grace = graceSeconds ?? spec.terminationGracePeriodSeconds ?? GRACE_SECONDS
  mark(cluster, object, grace)
  for (const { name } of containersOf(object))
    cluster.event(object, 'Normal', 'Killing', `Stopping container ${name}`)
  if (containersOf(object).some(({ image }) => image.includes('hangs'))) return
  cluster.later(Math.min(ENDS_MS, grace * 1_000), () => {
    const now = store.get('Pod', object.metadata.name, object.metadata.namespace)
    if (now && now.metadata.uid === object.metadata.uid) finish(cluster, now)
  })
}

/** Finalizers were taken away: what only waited for that goes now. */
export function controlFinalizers(cluster: Cluster): void {
  cluster.store.onChange(({ type, kind, object }) => {
    const { deletionTimestamp, finalizers = [] } = object.metadata
    if (type !== 'MODIFIED' || deletionTimestamp === undefined || finalizers.length > 0) return
    if (
      kind.kind === 'Namespace' ||
      (kind.kind === 'Pod' && object.metadata.deletionGracePeriodSeconds !== 0)
    )
      return
    cluster.later(0, () => cluster.store.remove(object))
  })
}

/** Nothing of it runs any more. */
function finish(cluster: Cluster, object: KubeObject): void {
  if ((object.metadata.finalizers ?? []).length > 0) mark(cluster, object, 0)
  else cluster.store.remove(object)
}

function mark(cluster: Cluster, object: KubeObject, graceSeconds: number): void {
  const { store } = cluster
  store.update(object, (now) => ({
    ...now,
    metadata: {
      ...now.metadata,
      deletionTimestamp: now.metadata.deletionTimestamp ?? store.timestamp(graceSeconds),
      deletionGracePeriodSeconds: graceSeconds,
    },
  }))
}

function removeNamespace(cluster: Cluster, namespace: KubeObject): void {
  const { store } = cluster
  const inside = (): KubeObject[] =>
    store.all().filter(({ metadata }) => metadata.namespace === namespace.metadata.name)
  store.update(namespace, (now) => ({
    ...now,
    metadata: { ...now.metadata, deletionTimestamp: now.metadata.deletionTimestamp ?? store.timestamp() },
    status: { phase: 'Terminating' },
  }))
  for (const object of inside()) removeGracefully(cluster, object)
  cluster.later(2_500, () => {
    for (const object of inside()) store.remove(object)
    store.remove(namespace)
  })
}

function containersOf({ spec }: KubeObject): { name: string; image: string }[] {
  return (spec as { containers?: { name: string; image: string }[] } | undefined)?.containers ?? []
}
