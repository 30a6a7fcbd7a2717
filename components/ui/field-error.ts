import type { Problem } from '../../lib/shared/problem.ts'

/**
 * What to say under a field. Schemas name it by its whole path ("signIn.password"), the engine by its own name
 * ("password"): the last part decides.
 */
export function fieldError(problem: Problem | null, field: string): string | null {
  if (problem?.field?.split('.').at(-1) !== field) return null
  return [problem.message, problem.hint].filter(Boolean).join(' ')
}

/** The problem itself, unless it is already said under one of the fields that are shown. */
export function problemBeside(problem: Problem | null, fields: readonly string[]): Problem | null {
  return fields.some((field) => fieldError(problem, field) !== null) ? null : problem
}
