import * as z from 'zod/mini'
import { type ObjectRef, objectPath } from '../../../shared/object-ref.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { refusedWith } from '../api-problems.ts'
import { askJson } from '../ask-json.ts'
import type { Cluster } from '../cluster.ts'
import { pods as podResource } from '../resources/pods.ts'
import { sideBySide } from './side-by-side.ts'

const text = z.optional(z.string())
const words = z.optional(z.record(z.string(), z.string()))

/** What is read of an object that is to go, whatever its kind. Everything but its identity may be missing. */
const factsSchema = z.looseObject({
  metadata: z.looseObject({
    uid: z.string(),
    name: z.string(),
    resourceVersion: z.string(),
    deletionTimestamp: text,
    finalizers: z.optional(z.array(z.string())),
    labels: words,
    annotations: words,
    ownerReferences: z.optional(
      z.array(z.object({ kind: z.string(), name: z.string(), controller: z.optional(z.boolean()) })),
    ),
  }),
  spec: z.optional(
    z.looseObject({
      volumeName: text,
      storageClassName: text,
      resources: z.optional(z.looseObject({ requests: words })),
      hostPath: z.optional(z.object({ path: z.string() })),
      local: z.optional(z.object({ path: z.string() })),
      nodeAffinity: z.optional(z.unknown()),
      persistentVolumeReclaimPolicy: z.optional(z.enum(['Delete', 'Retain', 'Recycle'])),
      claimRef: z.optional(z.object({ namespace: text, name: text, uid: text })),
      replicas: z.optional(z.int()),
      selector: z.optional(z.nullable(z.unknown())),
      unschedulable: z.optional(z.boolean()),
    }),
  ),
  status: z.optional(z.looseObject({})),
})

export type ObjectFacts = z.infer<typeof factsSchema>

/** An object that a person named, as it is now. */
export type Target =
  | { is: 'pod'; object: ObjectRef; pod: PodRow }
  | { is: 'object'; object: ObjectRef; facts: ObjectFacts }
  /** Its content is a secret, or says nothing of what breaks: it is not read. */
  | { is: 'unread'; object: ObjectRef }
  /** It is not there any more; `replaced` where another has its name. */
  | { is: 'gone'; object: ObjectRef; replaced: boolean }

/** One of these says nothing that is worth reading, or what nobody should read without need. */
const UNREAD = new Set(['Secret', 'ConfigMap', 'Event'])
const AT_ONCE = 8

/**
 * Looks at each of the objects. Pods are taken from the rows that are followed, all others asked for. Throws what the
 * cluster throws.
 */
export async function readTargets(
  cluster: Pick<Cluster, 'get'>,
  objects: readonly ObjectRef[],
  pods: readonly PodRow[],
  signal: AbortSignal,
): Promise<Target[]> {
  const rows = new Map(pods.map((pod) => [pod.uid, pod]))
  return await sideBySide(objects, AT_ONCE, async (object): Promise<Target> => {
    const pod = object.kind === 'Pod' ? rows.get(object.uid) : undefined
    if (pod && pod.namespace === object.namespace && pod.name === object.name)
      return { is: 'pod', object, pod }
    if (UNREAD.has(object.kind)) return { is: 'unread', object }
    return await readTarget(cluster, object, signal)
  })
}

/** Looks at one object. A pod that no row is of may just have been born, or just have gone. */
export async function readTarget(
  cluster: Pick<Cluster, 'get'>,
  object: ObjectRef,
  signal: AbortSignal,
): Promise<Target> {
  const facts = await readFacts(cluster, object, signal)
  if (facts?.metadata.uid !== object.uid) return { is: 'gone', object, replaced: facts !== null }
  if (object.kind === 'Pod') return { is: 'pod', object, pod: podResource.project(facts) }
  return { is: 'object', object, facts }
}

/** What stands under a name now, whichever uid it has; null for nothing. */
export async function readFacts(
  cluster: Pick<Cluster, 'get'>,
  object: Omit<ObjectRef, 'uid'>,
  signal: AbortSignal,
): Promise<ObjectFacts | null> {
  try {
    return await askJson(cluster, objectPath(object), factsSchema, { signal })
  } catch (error) {
    if (refusedWith(error) === 404) return null
    throw error
  }
}
