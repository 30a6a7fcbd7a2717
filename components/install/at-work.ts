import type { InstallRow, StepId } from '../../lib/shared/install.ts'

/** What an install is at: a step, and its run once there is one. */
export interface AtWork {
  step: StepId
  runId: string | null
}

/** What is at work now; null while nothing goes. */
export function atWork({ going, steps }: InstallRow): AtWork | null {
  if (going === null) return null
  const activity = steps.find(({ id }) => id === going.current)?.activity
  const runs = activity?.state === 'running' || activity?.state === 'proving'
  return { step: going.current, runId: runs ? activity.runId : null }
}

/** Why what a person was asked about can not be stopped any more as it was asked; null while it still can. */
export function whyAskAgain(asked: AtWork | null, row: InstallRow): string | null {
  const now = atWork(row)
  if (now === null || asked === null) return 'The install does not go any more: there is nothing to stop.'
  if (row.going?.stopping) return 'It is being stopped already.'
  if (now.step !== asked.step) return 'Another step has begun meanwhile.'
  if (now.runId === asked.runId) return null
  return asked.runId === null
    ? 'The run of this step has begun meanwhile.'
    : 'The run that you were asked about has ended meanwhile.'
}
