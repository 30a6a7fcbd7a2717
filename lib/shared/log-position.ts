/**
 * Where a reader stands in a container's log, so that it goes on with the next line after its stream broke off. The
 * API can only be asked for lines since a whole second (pod/strategy.go hands sinceTime on in seconds), and gives
 * them in the order of the file. So what is remembered is that second, and how many lines of it were read: timestamps
 * alone would not do, as stdout and stderr may come a little out of order, and two lines may share one.
 */
export interface LogPosition {
  /** "2026-11-27T08:59:31" */
  second: string
  /** Lines read since that second began, in the order of the file. */
  lines: number
  /** Timestamps of the first and the last of them. */
  first: string
  last: string
}

const SECOND = 19

/** The position after one more line. */
export function advance(position: LogPosition | null, at: string): LogPosition {
  const second = at.slice(0, SECOND)
  if (position === null || second > position.second) return { second, lines: 1, first: at, last: at }
  // A line of a second before is not among those that the API will give again.
  if (second < position.second) return position
  return { ...position, lines: position.lines + 1, last: at }
}

/** Judges the lines that come again after a position, in order. */
export interface Resume {
  /** `known`: it was read before. `after-gap`: new, and lines before it are missing. */
  judge(at: string): 'known' | 'new' | 'after-gap'
}

/**
 * Tells known lines from new ones in an answer that begins with the position's second. Where the file was changed
 * for another meanwhile (rotated, or of another container), the first line is not the one remembered; then only the
 * timestamps can tell.
 */
export function resumeAfter({ lines, first, last }: LogPosition): Resume {
  let seen = 0
  let changed = false
  let told = false
  return {
    judge(at) {
      seen += 1
      if (seen === 1) changed = at !== first
      if (!changed) return seen <= lines ? 'known' : 'new'
      if (at <= last) return 'known'
      if (told) return 'new'
      told = true
      return seen === 1 ? 'after-gap' : 'new'
    },
  }
}
