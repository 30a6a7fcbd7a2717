import type { RunRow } from '../../lib/shared/run-row.ts'

/** A run of a step, and what it was for. */
export interface RunOfStep {
  run: RunRow
  what: 'step' | 'remedy' | 'undo'
}

/** More than these nobody compares. */
const SHOWN = 5

/** The last five runs of one step, newest first: tries, remedies, undos. Runs carry the step's title, and what they are. */
export function runsOfStep(runs: readonly RunRow[], serverId: string, title: string): RunOfStep[] {
  const whats = { [title]: 'step', [`${title}: remedy`]: 'remedy', [`${title}: undo`]: 'undo' } as const
  return runs
    .flatMap((run): RunOfStep[] => {
      const what = run.serverId === serverId && Object.hasOwn(whats, run.title) ? whats[run.title] : undefined
      return what === undefined ? [] : [{ run, what }]
    })
    .sort((a, b) => b.run.createdAt - a.run.createdAt)
    .slice(0, SHOWN)
}
