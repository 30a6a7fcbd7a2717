import * as z from 'zod/mini'
import { askJson } from './ask-json.ts'
import type { Cluster } from './cluster.ts'

/** What a list has of each object without what is in it: of a pod 1 kB and not 10, of a Secret no value. */
const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json'

// A real API writes null for the items of such a list that has none, and [] for those of any other.
const list = z.object({
  items: z.nullable(
    z.array(
      z.object({
        metadata: z.object({
          name: z.string(),
          creationTimestamp: z.optional(z.nullable(z.string())),
          deletionTimestamp: z.optional(z.string()),
          labels: z.optional(z.record(z.string(), z.string())),
        }),
      }),
    ),
  ),
})

export type ListedMetadata = NonNullable<z.infer<typeof list>['items']>[number]['metadata']

/** The metadata of the objects that a list at `path` has. Throws what `askJson` throws. */
export async function listMetadata(
  cluster: Pick<Cluster, 'get'>,
  path: string,
  signal: AbortSignal,
): Promise<ListedMetadata[]> {
  const { items } = await askJson(cluster, path, list, { signal, accept: METADATA_ONLY })
  return (items ?? []).map(({ metadata }) => metadata)
}
