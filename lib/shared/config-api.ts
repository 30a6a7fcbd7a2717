import * as z from 'zod/mini'
import { planSchema } from './plan.ts'

/** Revision numbers begin at 1; 0 is "none". */
const revision = z.int().check(z.minimum(0))

/** In UTF-8: it travels to the server in a variable of the run, which Linux takes up to 128 KiB, as base64. */
const MAX_CONFIG_BYTES = 90_000

/** A new binder.yaml. `base` is the revision that it was made from. */
export const saveConfigInput = z.strictObject({
  text: z.string().check(
    z.refine((text) => new TextEncoder().encode(text).length <= MAX_CONFIG_BYTES, 'It has 90 kB at most.'),
    z.refine(
      (text) => !/(?![\t\n\r])\p{Cc}|\p{Surrogate}/u.test(text),
      'There are characters in it that no text has.',
    ),
  ),
  base: revision,
  note: z.string().check(z.maxLength(200, 'A note has 200 characters at most.')),
})

/**
 * `chartVersion`: null for the one that runs. `prove`: launch a repository afterwards. `goBack`: return to the release of
 * before where that fails.
 */
export const applyConfigInput = z.strictObject({
  number: z.int().check(z.minimum(1)),
  chartVersion: z.nullable(planSchema.shape.chartVersion),
  prove: z.boolean(),
  goBack: z.boolean(),
})

/** A binder.yaml as it was saved. Times in milliseconds since the epoch. */
export interface ConfigRevision {
  number: number
  text: string
  by: string
  at: number
  note: string
}

/** GET /api/servers/:server/config: binder.yaml as Bindery keeps it, and as the server has it. */
export interface ConfigSeen {
  latest: ConfigRevision | null
  /** Older ones without their texts, newest first; a hundred at most. */
  earlier: Omit<ConfigRevision, 'text'>[]
  /** Null where the server has no such file. */
  onServer: string | null
  /** The release as Helm has it; null where there is none. */
  release: { name: string; namespace: string; revision: number; status: string; chartVersion: string } | null
  /** Dotted paths at which what runs differs from what the server's files say; null where that cannot be said. */
  drift: string[] | null
  /** What secret.yaml sets, without saying to what: dotted paths. */
  secretPaths: string[]
  registryUser: string | null
  addresses: { binder: string | null; hub: string | null }
  nodes: number | null
}
