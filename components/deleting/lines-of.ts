import type { DeletionRow } from '../../lib/shared/deletion-row.ts'

/** What ended well leaves after so long; what needs a look stays until it is put away. */
const LEAVES_MS = 6_000

interface Around {
  /** Milliseconds since the epoch, by the engine's clock as far as the page knows it. */
  now: number
  /** What had ended before one came here is no news. */
  since: number
  dismissed: ReadonlySet<string>
}

/** The deletions that have a line now, those that go on first. */
export function linesOf(rows: readonly DeletionRow[], { now, since, dismissed }: Around): DeletionRow[] {
  return rows
    .filter(({ id, endedAt, counts }) => {
      if (dismissed.has(id)) return false
      if (endedAt === null) return true
      if (endedAt < since) return false
      return counts.trouble > 0 || now - endedAt < LEAVES_MS
    })
    .toSorted((a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null) || b.startedAt - a.startedAt)
    .slice(0, 3)
}
