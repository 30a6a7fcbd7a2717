import * as z from 'zod/mini'
import { objectRefSchema } from './object-ref-schema.ts'

/** POST /api/servers/:server/secrets/reveal: one value of one secret or config map. */
export const revealInput = z.object({
  object: objectRefSchema.check(
    z.refine(
      ({ kind }) => kind === 'Secret' || kind === 'ConfigMap',
      'Only secrets and config maps have values.',
    ),
  ),
  /** What Kubernetes allows as the name of a value. */
  key: z.string().check(z.maxLength(253), z.regex(/^[-._a-zA-Z0-9]+$/, 'This is no name of a value.')),
})

export type Reveal = z.infer<typeof revealInput>

/** One value. What is no text comes as base64. */
export interface RevealedValue {
  text: string
  encoding: 'text' | 'base64'
  bytes: number
}
