import { createRecentMap } from './recent-map.ts'

/** Token buckets, one a key: `size` tokens, one more every `refillMs`. */
export interface Buckets {
  /** Takes a token and answers 0; or takes none and answers the milliseconds until there is one. */
  take(key: string): number
  /** Puts one token back, for a try that turned out to be a right one. */
  giveBack(key: string): void
}

/** Buckets that all start full. `refillMs` and `now` in milliseconds. */
export function createBuckets(options: {
  size: number
  refillMs: number
  /** How many keys are held; a key that was dropped starts full. */
  remembered: number
  now: () => number
}): Buckets {
  const { size, refillMs, now } = options
  // For each key the moment when its bucket will be full again: all a bucket is.
  const fullAt = createRecentMap<string, number>(options.remembered)
  return {
    take(key) {
      const at = now()
      const next = Math.max(fullAt.get(key) ?? at, at) + refillMs
      const wait = next - at - size * refillMs
      if (wait > 0) return wait
      fullAt.set(key, next)
      return 0
    },
    giveBack(key) {
      const full = fullAt.get(key)
      if (full !== undefined) fullAt.set(key, full - refillMs)
    },
  }
}
