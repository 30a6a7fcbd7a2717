import type { Blast } from '../../lib/shared/blast.ts'
import { useDescription } from '../ui/use-description.ts'

/** How long typing must rest before the engine is asked again, in milliseconds. */
const REST_MS = 500

/**
 * What an action would do with this input, from the engine, asked again when the input rests. Null until the first
 * answer, and where the engine refuses to say: starting it will tell why.
 */
export function useBlast(path: string, input: object, ready: boolean): Blast | null {
  return useDescription(path, input, { ready, restMs: REST_MS }).latest
}
