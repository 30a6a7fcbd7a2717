import type { RunRow } from '../../lib/shared/run-row.ts'

/** More than any screen shows; the live table brings the rest a moment later. */
const FIRST_PAINT = 100

/** The newest runs, of one server or of all, for the first paint: thousands of rows would only make it late. */
export function firstRuns(runs: readonly RunRow[], serverId: string | null): RunRow[] {
  return runs
    .filter((run) => serverId === null || run.serverId === serverId)
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, FIRST_PAINT)
}
