/** Where this browser last looked at a transcript: the byte it had shown, and when (milliseconds since the epoch). */
export interface Seen {
  offset: number
  at: number
}

const KEY = 'bindery.transcripts.seen'
const KEPT_RUNS = 50

type Shelf = Pick<Storage, 'getItem' | 'setItem'>

/** What was remembered of a run, or null. A storage that is full, blocked or garbled remembers nothing. */
export function readSeen(run: string, shelf: Shelf = localStorage): Seen | null {
  return load(shelf)[run] ?? null
}

/** Remembers a run; the oldest of more than fifty are forgotten. */
export function rememberSeen(run: string, seen: Seen, shelf: Shelf = localStorage): void {
  const all = Object.entries({ ...load(shelf), [run]: seen })
  all.sort(([, a], [, b]) => b.at - a.at)
  try {
    shelf.setItem(KEY, JSON.stringify(Object.fromEntries(all.slice(0, KEPT_RUNS))))
  } catch {
    // Private windows and full storages: the marker is a courtesy, its loss breaks nothing.
  }
}

function load(shelf: Shelf): Record<string, Seen> {
  try {
    const value: unknown = JSON.parse(shelf.getItem(KEY) ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(Object.entries(value).filter(([, seen]) => isSeen(seen)))
  } catch {
    return {}
  }
}

function isSeen(value: unknown): value is Seen {
  if (typeof value !== 'object' || value === null) return false
  const { offset, at } = value as Partial<Seen>
  return Number.isSafeInteger(offset) && Number.isSafeInteger(at)
}
