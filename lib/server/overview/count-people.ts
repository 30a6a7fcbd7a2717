import * as z from 'zod/mini'
import { objectsPath } from '../../shared/object-ref.ts'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'

const list = z.object({
  items: z.array(z.object({ metadata: z.object({ deletionTimestamp: z.optional(z.string()) }) })),
})

/** What a list has of each object, without what is in it: a person costs 1 kB and not 10. */
const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io'

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
  const call = { signal, accept: `${METADATA_ONLY},application/json` }
  const { items } = await askJson(cluster, `${objectsPath('Pod', namespace)}?${query}`, list, call)
  return items.filter(({ metadata }) => metadata.deletionTimestamp === undefined).length
}
