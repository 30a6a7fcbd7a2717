import type { InstallRow, StepRow } from '../../../lib/shared/install.ts'
import type { RunRow } from '../../../lib/shared/run-row.ts'
import { runGroup } from '../run-status.ts'

/**
 * The failed runs of install steps that are no news any more: the step was tried again, was done since, or was left
 * out. Only the run that a step stands failed by stays.
 */
export function outdoneRuns(
  runs: readonly RunRow[],
  installs: ReadonlyMap<string, InstallRow>,
): ReadonlySet<string> {
  const byId = new Map(runs.map((run) => [run.id, run]))
  const newest = new Map<string, number>()
  const standing = new Set<string>()
  for (const install of installs.values()) {
    for (const step of install.steps) {
      const { activity, skipped } = step
      if (activity.state === 'failed' && skipped === null && activity.runId !== null)
        standing.add(activity.runId)
      for (const id of runsOfStep(step)) {
        const run = byId.get(id)
        if (run === undefined) continue
        const key = stepKey(run)
        newest.set(key, Math.max(newest.get(key) ?? 0, run.createdAt))
      }
    }
  }
  const outdone = runs.filter(
    (run) =>
      runGroup(run) === 'failed' &&
      !standing.has(run.id) &&
      run.createdAt <= (newest.get(stepKey(run)) ?? -1),
  )
  return new Set(outdone.map(({ id }) => id))
}

/** The runs of a step that its row knows: the present one and the newest that ended. */
export function runsOfStep({ activity, lastRun }: StepRow): string[] {
  const now = activity.state === 'idle' ? null : activity.runId
  return [now, lastRun?.runId ?? null].filter((id) => id !== null)
}

/** Older runs of a step are known by their title alone, which remedy and undo end in a word of their own. */
function stepKey({ serverId, title }: RunRow): string {
  return `${serverId} ${title.replace(/: (remedy|undo)$/, '')}`
}
