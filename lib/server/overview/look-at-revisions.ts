import * as z from 'zod/mini'
import { objectsPath } from '../../shared/object-ref.ts'
import { askJson } from '../kube/ask-json.ts'
import type { Cluster } from '../kube/cluster.ts'

/** One revision of a release, by what its Secret says of itself. */
export interface RevisionSeen {
  release: string
  revision: number
  /** Helm's own word: "deployed", "superseded", "failed", "pending-upgrade"… */
  status: string
  /** Milliseconds since the epoch. */
  at: number
}

const list = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        creationTimestamp: z.optional(z.nullable(z.string())),
        labels: z.optional(z.record(z.string(), z.string())),
      }),
    }),
  ),
})

/** What lists have of each object without what is in it: of the Secrets of Helm, which hold all values, nothing is read. */
const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json'

/** The revisions of the releases in a namespace; Helm keeps ten of each. Throws what `Cluster.get` throws. */
export async function lookAtRevisions(
  cluster: Pick<Cluster, 'get'>,
  namespace: string,
  signal: AbortSignal,
): Promise<RevisionSeen[]> {
  const query = new URLSearchParams({ labelSelector: 'owner=helm', limit: '50' })
  const call = { signal, accept: METADATA_ONLY }
  const { items } = await askJson(cluster, `${objectsPath('Secret', namespace)}?${query}`, list, call)
  return items.flatMap(({ metadata: { name, creationTimestamp, labels } }) => {
    const [, release, number] = /^sh\.helm\.release\.v1\.(.{1,80})\.v(\d{1,6})$/.exec(name) ?? []
    const at = Date.parse(creationTimestamp ?? '')
    if (release === undefined || Number.isNaN(at)) return []
    return [{ release, revision: Number(number), status: (labels?.status ?? '').slice(0, 40), at }]
  })
}
