import * as z from 'zod/mini'
import { confirmation, type GuardedBlast } from './deleting-api.ts'
import { objectRefSchema } from './object-ref-schema.ts'
import type { KubeFields } from './whole-object.ts'

/** etcd takes no more than 1.5 MB of one object, and a request to Bindery 1 MiB. Bytes of YAML. */
export const MAX_EDITED_BYTES = 1_000_000

/** POST /api/servers/:server/objects/apply */
export const applyObjectInput = z.object({
  object: objectRefSchema,
  /** That of the state which the person began with: what was changed meanwhile is never written over. */
  resourceVersion: z.string().check(z.minLength(1), z.maxLength(100)),
  /** The whole object as it should be. Values that were hidden stand in it as they were shown. */
  edited: z.record(z.string(), z.unknown()),
  ...confirmation,
})

export type ApplyObjectInput = z.infer<typeof applyObjectInput>

/** What applying would do, after the cluster itself took it in a dry run. */
export interface EditBlast extends GuardedBlast {
  /** The object now and then, as it may be shown. */
  before: KubeFields
  after: KubeFields
}
