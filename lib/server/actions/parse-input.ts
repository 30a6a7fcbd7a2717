import type * as z from 'zod/mini'
import { AppError } from '../../shared/problem.ts'

/** Parses what came from outside. Throws `invalid_input` with the first fault and the field it is in. */
export function parseInput<Output>(schema: z.ZodMiniType<Output>, value: unknown): Output {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const field = issue?.path.join('.') ?? ''
  if (field === '') throw new AppError('invalid_input', 'The request has to be a JSON object.')
  throw new AppError(
    'invalid_input',
    said(issue?.message) ?? `"${field}" is missing or is not what belongs there.`,
    { field },
  )
}

/** zod/mini says this where a schema has no words of its own: it helps nobody. */
function said(message: string | undefined): string | undefined {
  return message === 'Invalid input' ? undefined : message
}
