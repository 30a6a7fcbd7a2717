import * as z from 'zod/mini'
import { planSchema, registryTokenSchema } from './plan.ts'

/** What a registry says of a login, from the server itself: its way out is tried with it. */
export type RegistryVerdict =
  | 'ok'
  /** The add-on of MicroK8s is not on yet: there is nothing to ask. */
  | 'later'
  | 'wrong-login'
  | 'read-only'
  | 'no-push-to-prefix'
  | 'too-many'
  | 'unreachable'
  | 'slow'
  | 'tls'
  | 'not-a-registry'
  | 'no-curl'

export interface RegistryCheck {
  verdict: RegistryVerdict
  /** What is so: "This token may read but not write." */
  what: string
  /** Why it matters, or why it is so. Empty where all is well. */
  why: string
  /** What to do. Empty where all is well. */
  todo: string
  /** How many images Docker Hub lets this login still pull, and of how many; null where it did not tell. */
  pulls: { left: number; of: number } | null
  /** The last line that curl said, where it failed. */
  said: string | null
  /** Milliseconds since the epoch. */
  checkedAt: number
}

/** POST /api/servers/:server/install/registry/check. Without a token, the one that was saved with the plan is tried. */
export const checkRegistryInput = z.object({
  registry: planSchema.shape.registry,
  imagePrefix: planSchema.shape.imagePrefix,
  registryToken: z.optional(registryTokenSchema),
})
export type CheckRegistryInput = z.infer<typeof checkRegistryInput>
