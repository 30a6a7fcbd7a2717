import { type RunRow, runHasEnded } from '../../lib/shared/run-row.ts'
import { runGroup } from '../runs/run-status.ts'

/** A run that ended well stays so long on the screen, in milliseconds. */
const LINGER_MS = 6_000
/** Failures older than this, in milliseconds, are history: long enough for last night's to be seen in the morning. */
const NEWS_MS = 12 * 3600 * 1000

/** What a tab remembers of the runs it saw: which were under way, and which it watched end, by its own clock. */
export interface JobMemory {
  active: ReadonlySet<string>
  endedAt: ReadonlyMap<string, number>
}

export const noMemory: JobMemory = { active: new Set(), endedAt: new Map() }

/** Takes note of how runs stand now. Ends are dated by our clock: the engine's may be another. */
export function noteRuns(memory: JobMemory, runs: readonly RunRow[], now: number): JobMemory {
  const active = new Set(runs.filter((run) => !runHasEnded(run.status)).map((run) => run.id))
  const endedAt = new Map([...memory.endedAt].filter(([, at]) => now - at < LINGER_MS))
  for (const run of runs) {
    if (memory.active.has(run.id) && !active.has(run.id)) endedAt.set(run.id, now)
  }
  return { active, endedAt }
}

interface Showing {
  memory: JobMemory
  dismissed: ReadonlySet<string>
  /** The run whose page is open: it needs no line about itself. */
  openRun: string | null
  now: number
}

/** The runs to show a line for: under way, ended moments ago, or failed and not yet put away. Oldest news last. */
export function jobsToShow(runs: readonly RunRow[], { memory, dismissed, openRun, now }: Showing): RunRow[] {
  return runs
    .filter((run) => {
      if (run.id === openRun || dismissed.has(run.id)) return false
      if (runGroup(run) === 'active') return true
      if (runGroup(run) === 'done' || run.status.state === 'cancelled') {
        const endedAt = memory.endedAt.get(run.id)
        return endedAt !== undefined && now - endedAt < LINGER_MS
      }
      return now - (run.endedAt ?? run.createdAt) < NEWS_MS
    })
    .sort((a, b) => rank(a) - rank(b) || b.createdAt - a.createdAt)
}

/** What works comes first, then what failed, then what waits. */
function rank(run: RunRow): number {
  if (run.status.state === 'queued') return 2
  return runGroup(run) === 'failed' ? 1 : 0
}
