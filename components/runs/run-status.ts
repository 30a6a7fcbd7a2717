import { type RunRow, runHasEnded } from '../../lib/shared/run-row.ts'
import type { StatusKind } from '../ui/status.tsx'

/** A run's state in a word; `since` (milliseconds since the epoch) where the word goes with an elapsed time. */
export interface RunWord {
  kind: StatusKind
  word: string
  since: number | null
}

/** The most exact word for how a run stands. Only exit code 0 is "Done". */
export function runWord(run: RunRow): RunWord {
  const { status } = run
  switch (status.state) {
    case 'queued':
      if (status.stalled) return { kind: 'warn', word: 'Cannot start', since: null }
      return { kind: 'wait', word: queueWord[status.waitsFor], since: run.createdAt }
    case 'starting':
      if (status.stalled) return { kind: 'warn', word: 'Start is stuck', since: null }
      return { kind: 'work', word: 'Starting', since: run.startedAt ?? run.createdAt }
    case 'running':
      if (status.stalled) return { kind: 'warn', word: 'Running, out of sight', since: null }
      return { kind: 'work', word: 'Running', since: run.startedAt ?? run.createdAt }
    case 'cancelling':
      if (status.stalled) return { kind: 'warn', word: 'Stop is stuck', since: null }
      return { kind: 'work', word: 'Stopping', since: null }
    case 'exited':
      return status.code === 0
        ? { kind: 'ok', word: 'Done', since: null }
        : { kind: 'fail', word: `Failed, exit ${status.code}`, since: null }
    case 'cancelled':
      return { kind: 'skip', word: 'Cancelled', since: null }
    case 'interrupted':
      return {
        kind: 'fail',
        word: status.by === 'reboot' ? 'Ended by a reboot' : 'Stopped on the server',
        since: null,
      }
    case 'lost':
      return { kind: 'unk', word: 'End not known', since: null }
    case 'not-started':
      return { kind: 'fail', word: 'Not started', since: null }
  }
}

const queueWord = {
  'other-run': 'Waits for another run',
  'other-console': 'Waits for another console',
  link: 'Waits for the link',
} as const

/** How the filter of the runs page sorts runs. */
export type RunGroup = 'active' | 'done' | 'failed'

export function runGroup(run: RunRow): RunGroup {
  if (!runHasEnded(run.status)) return 'active'
  return run.status.state === 'exited' && run.status.code === 0 ? 'done' : 'failed'
}

/** How long a run took or takes, in milliseconds; null where it never started or nobody knows when it ended. */
export function runTook(run: RunRow, now: number): number | null {
  if (run.startedAt === null) return null
  if (run.endedAt !== null) return Math.max(0, run.endedAt - run.startedAt)
  return runHasEnded(run.status) ? null : Math.max(0, now - run.startedAt)
}
