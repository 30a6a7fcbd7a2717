import type { Transcript } from '../server/runs/transcript-types.ts'

// A prime, so that a chunk taken from the wrong offset never looks right.
const PERIOD = 1_000_003
const pattern = Buffer.alloc(2 * PERIOD)
for (let i = 0; i < PERIOD; i += 1) pattern[i] = i % 80 === 79 ? 0x0a : 33 + ((i * 7 + (i >> 9)) % 90)
pattern.copyWithin(PERIOD, 0, PERIOD)

/** The bytes that a synthetic transcript has at an offset; at most a million of them. */
export function syntheticBytes(from: number, length: number): Buffer {
  return pattern.subarray(from % PERIOD, (from % PERIOD) + Math.min(length, PERIOD))
}

export interface SyntheticTranscript extends Transcript {
  /** Lets it be this long now; `end` says that nothing follows. */
  growTo(size: number, end?: 'end'): void
  /** How many viewers listen. */
  readonly listeners: number
}

/** A transcript of any length that takes no memory, for tests and figures. */
export function createSyntheticTranscript(size: number, end?: 'end'): SyntheticTranscript {
  const listeners = new Set<() => void>()
  let length = size
  let ended = end === 'end'
  return {
    get size() {
      return length
    },
    get ended() {
      return ended
    },
    get listeners() {
      return listeners.size
    },
    async read(from, maxBytes) {
      return syntheticBytes(from, Math.min(maxBytes, length - from))
    },
    onGrow(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    growTo(to, last) {
      length = to
      ended ||= last === 'end'
      for (const listener of [...listeners]) listener()
    },
  }
}
