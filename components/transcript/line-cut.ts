const NEWLINE = 0x0a

/**
 * Waits in a stream of bytes for the first line that begins at or after `target`, so that a marker can stand
 * between two lines and never inside one. `take` gives the index in `bytes` where that line begins, once;
 * otherwise null. `at` is the offset of the first of the bytes.
 *
 * @example
 * const cut = cutAtLine(100)
 * const index = cut.take(bytes, 64) // null: the line goes on
 */
export function cutAtLine(target: number): { take(bytes: Uint8Array, at: number): number | null } {
  let done = false
  return {
    take(bytes, at) {
      if (done || at + bytes.length < target) return null
      if (at === target && target === 0) {
        done = true
        return 0
      }
      // A newline just before the target counts: the target itself begins a line.
      const from = Math.max(0, target - 1 - at)
      const newline = bytes.indexOf(NEWLINE, from)
      if (newline === -1) return null
      done = true
      return newline + 1
    },
  }
}

/** How many lines end in these bytes, before `end` of them. */
export function countLines(bytes: Uint8Array, end = bytes.length): number {
  let lines = 0
  for (let at = bytes.indexOf(NEWLINE); at !== -1 && at < end; at = bytes.indexOf(NEWLINE, at + 1)) lines++
  return lines
}
