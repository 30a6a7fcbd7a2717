import type * as z from 'zod/mini'
import type { Problem } from '../../lib/shared/problem.ts'

/** What a schema of lib/shared has against an input, in the form that fields and notes show. */
export function refusal(error: z.core.$ZodError): Problem {
  const issue = error.issues[0]
  return {
    code: 'invalid_input',
    message: issue?.message ?? 'This input is not valid.',
    field: issue?.path.map(String).join('.') ?? '',
  }
}
