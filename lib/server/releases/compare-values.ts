import { isDeepStrictEqual } from 'node:util'
import type { ValueChange } from '../../shared/releases-api.ts'
import { isValues, type Values } from '../../shared/values.ts'
import { masked } from './hidden.ts'

const MOST_CHARACTERS = 4_000

/** The values in which two sets differ, by their place. What may be a secret is told as such, and not what it says. */
export function compareValues(before: Values, after: Values, at: readonly string[] = []): ValueChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => {
    const [a, b] = [before[key], after[key]]
    const path = [...at, key]
    if (isBranch(a) && isBranch(b) && (isValues(a) || isValues(b)))
      return compareValues(isValues(a) ? a : {}, isValues(b) ? b : {}, path)
    if (isDeepStrictEqual(a ?? null, b ?? null)) return []
    return [{ path: path.join('.'), before: shown(a, path), after: shown(b, path) }]
  })
}

/** A map, or nothing that one could come in place of. */
function isBranch(value: unknown): boolean {
  return value === undefined || value === null || isValues(value)
}

function shown(value: unknown, path: readonly string[]): string | null {
  if (value === undefined || value === null) return null
  const seen = masked(value, path, () => 'hidden')
  return (typeof seen === 'string' ? seen : JSON.stringify(seen)).slice(0, MOST_CHARACTERS)
}
