import * as z from 'zod/mini'
import { type Problem, problemCodes } from './problem.ts'

/** A Problem as it comes over a wire, from `{"problem": …}` answers and `closed` frames. */
export const problemSchema: z.ZodMiniType<Problem> = z.object({
  code: z.enum(problemCodes),
  message: z.string(),
  hint: z.exactOptional(z.string()),
  said: z.exactOptional(z.string()),
  field: z.exactOptional(z.string()),
})
