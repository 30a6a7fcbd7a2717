import * as z from 'zod/mini'
import { type ObjectKind, type ObjectName, objectPath, objectsPath } from '../../../shared/object-ref.ts'
import { refusedWith } from '../api-problems.ts'
import { askJson } from '../ask-json.ts'
import type { Cluster } from '../cluster.ts'

const text = z.optional(z.string())

/** What is read of an object that is related to another. Everything but its name may be missing. */
const someObject = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: text,
    uid: text,
    labels: z.optional(z.record(z.string(), z.string())),
    ownerReferences: z.optional(
      z.array(
        z.looseObject({ kind: z.string(), name: z.string(), uid: text, controller: z.optional(z.boolean()) }),
      ),
    ),
  }),
  spec: z.optional(z.looseObject({})),
  status: z.optional(z.looseObject({})),
})
export type SomeObject = z.infer<typeof someObject>

const someList = z.object({
  metadata: z.optional(z.looseObject({ continue: text })),
  items: z.array(someObject),
})

/** What one page lists at most; whoever wants more goes to the table. */
const LIMIT = 250
/** A person looks on. Milliseconds. */
const BEGIN_MS = 8_000

/** Reads one object; null where there is none. */
export async function oneObject(
  cluster: Pick<Cluster, 'get'>,
  object: ObjectName,
  signal: AbortSignal,
): Promise<SomeObject | null> {
  try {
    return await askJson(cluster, objectPath(object), someObject, { signal, beginMs: BEGIN_MS })
  } catch (error) {
    if (refusedWith(error) === 404) return null
    throw error
  }
}

/** The first 250 of those that a selector chooses; `isAll` says whether these are all. */
export async function someObjects(
  cluster: Pick<Cluster, 'get'>,
  kind: ObjectKind,
  { namespace, labels, fields }: { namespace: string | null; labels?: string; fields?: string },
  signal: AbortSignal,
): Promise<{ items: SomeObject[]; isAll: boolean }> {
  const query = new URLSearchParams({ limit: String(LIMIT) })
  if (labels !== undefined) query.set('labelSelector', labels)
  if (fields !== undefined) query.set('fieldSelector', fields)
  const path = `${objectsPath(kind, namespace)}?${query}`
  const { items, metadata } = await askJson(cluster, path, someList, { signal, beginMs: BEGIN_MS })
  return { items, isAll: !metadata?.continue }
}
