import * as z from 'zod/mini'
import { sh } from '../../shell/sh.ts'
import type { Observation } from '../step.ts'

export const registryProofFile = '/var/lib/bindery/registry-checked.json'

const schema = z.object({
  registry: z.string(),
  login: z.string(),
  imagePrefix: z.string(),
  /** Which token it was asked with (PlanToken); absent in what an earlier Bindery wrote. */
  tokenMark: z.optional(z.string()),
  /** Milliseconds since the epoch. */
  checkedAt: z.number(),
})

/** When the registry was asked last with good result, and for whom; null where it never was. */
export type RegistryProof = z.infer<typeof schema>

export const registryProof: Observation<RegistryProof | null> = {
  id: 'registry-proof',
  ask: () => sh`cat ${registryProofFile}`,
  parse({ text }) {
    try {
      return schema.parse(JSON.parse(text))
    } catch {
      return null
    }
  },
}
