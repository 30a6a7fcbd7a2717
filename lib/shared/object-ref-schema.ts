import * as z from 'zod/mini'
import { type ObjectKind, type ObjectRef, objectKinds } from './object-ref.ts'

/**
 * A name that Kubernetes itself would give to any of our kinds: a DNS subdomain (RFC 1123). So none is "..", and none
 * has a slash that would lead elsewhere.
 */
const name = z
  .string()
  .check(
    z.maxLength(253, 'No name in a cluster is so long.'),
    z.regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'This is not a name that a cluster has.'),
  )

/** An object that a page names. Whether there is one is the cluster's to say. */
export const objectRefSchema: z.ZodMiniType<ObjectRef> = z
  .object({
    kind: z.enum(Object.keys(objectKinds) as [ObjectKind, ...ObjectKind[]]),
    namespace: z.nullable(name),
    name,
    uid: z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/, 'This is not a uid of a cluster.')),
  })
  .check(
    z.refine(
      ({ kind, namespace }) => objectKinds[kind].namespaced === (namespace !== null),
      'A namespace is missing, or stands where none belongs.',
    ),
  )
