import * as z from 'zod/mini'
import { sh } from '../../shell/sh.ts'
import type { Observation } from '../step.ts'

export const proofFile = '/var/lib/bindery/proof.json'

const schema = z.object({
  release: z.string(),
  namespace: z.string(),
  revision: z.number(),
  /** When Helm deployed it, in Helm's words: a release that is made anew begins with revision 1 again. */
  deployed: z.string(),
  repository: z.string(),
  ref: z.string(),
  /** Milliseconds since the epoch. */
  readyAt: z.number(),
  tookMs: z.number(),
  phases: z.array(z.object({ phase: z.string(), ms: z.number() })),
})

/** The launch that was proved last; null where there is none, or what is there cannot be read. */
export type LaunchProof = z.infer<typeof schema>

export const launchProof: Observation<LaunchProof | null> = {
  id: 'launch-proof',
  ask: () => sh`cat ${proofFile}`,
  parse({ text }) {
    try {
      return schema.parse(JSON.parse(text))
    } catch {
      return null
    }
  },
}
