import { type RunRow, runHasEnded } from '../../../lib/shared/run-row.ts'
import { runGroup } from '../run-status.ts'

/** A run that ended well stays so long on the screen, in milliseconds. */
const LINGER_MS = 6_000
/** Failures older than this, in milliseconds, are history: long enough for last night's to be seen in the morning. */
const NEWS_MS = 12 * 3600 * 1000

/**
 * What a tab remembers of the runs it saw: which were under way, and when it saw the others end, in milliseconds since
 * the epoch.
 */
export interface RunMemory {
  active: ReadonlySet<string>
  endedAt: ReadonlyMap<string, number>
}

export const noMemory: RunMemory = { active: new Set(), endedAt: new Map() }

/**
 * Takes note of how runs stand now. An end is dated by when the tab saw it: after a lost connection a line stays its
 * time from then on.
 */
export function noteRuns(memory: RunMemory, runs: readonly RunRow[], now: number): RunMemory {
  const active = new Set(runs.filter((run) => !runHasEnded(run.status)).map((run) => run.id))
  const endedAt = new Map([...memory.endedAt].filter(([, at]) => now - at < LINGER_MS))
  for (const run of runs) {
    if (memory.active.has(run.id) && !active.has(run.id)) endedAt.set(run.id, now)
  }
  return { active, endedAt }
}

interface Showing {
  memory: RunMemory
  dismissed: ReadonlySet<string>
  /** The run whose page is open: it needs no line about itself. */
  openRun: string | null
  /** Since when this person looks at Bindery in this browser: what failed before is no news to them. */
  lookingSince: number
  now: number
}

/** The runs to show a line for: under way, ended moments ago, or failed and not yet put away. Oldest news last. */
export function linesToShow(
  runs: readonly RunRow[],
  { memory, dismissed, openRun, lookingSince, now }: Showing,
): RunRow[] {
  return runs
    .filter((run) => {
      if (run.id === openRun || dismissed.has(run.id)) return false
      if (runGroup(run) === 'active') return true
      if (runGroup(run) === 'done' || run.status.state === 'cancelled') {
        const endedAt = memory.endedAt.get(run.id)
        return endedAt !== undefined && now - endedAt < LINGER_MS
      }
      const failedAt = run.endedAt ?? run.createdAt
      return failedAt >= lookingSince && now - failedAt < NEWS_MS
    })
    .sort((a, b) => rank(a) - rank(b) || b.createdAt - a.createdAt)
}

/** What works comes first, then what failed, then what waits. */
function rank(run: RunRow): number {
  if (run.status.state === 'queued') return 2
  return runGroup(run) === 'failed' ? 1 : 0
}
