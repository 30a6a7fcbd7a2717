import { objectsPath } from '../../shared/object-ref.ts'
import type { Cluster } from '../kube/cluster.ts'
import { listMetadata } from '../kube/list-metadata.ts'

/**
 * The sessions of people in a namespace, for when BinderHub itself does not count them. At most 1,000. Throws what
 * `Cluster.get` throws.
 */
export function countPeople(
  cluster: Pick<Cluster, 'get'>,
  namespace: string,
  signal: AbortSignal,
): Promise<number> {
  return countPods(cluster, namespace, 'singleuser-server', signal)
}

/** The pods with a label `component`; those that are being deleted are not among them. As `countPeople`. */
export async function countPods(
  cluster: Pick<Cluster, 'get'>,
  namespace: string,
  component: string,
  signal: AbortSignal,
): Promise<number> {
  const query = new URLSearchParams({ labelSelector: `component=${component}`, limit: '1000' })
  const pods = await listMetadata(cluster, `${objectsPath('Pod', namespace)}?${query}`, signal)
  return pods.filter(({ deletionTimestamp }) => deletionTimestamp === undefined).length
}
