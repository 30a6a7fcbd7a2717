import type { InstallRow, KnownFault, StepFailure, StepId, StepRow } from '../../lib/shared/install.ts'

/** True where nothing is left to do: it is there, it is not needed, or a person left it out. */
export function isSettled(step: StepRow): boolean {
  return step.check.state === 'done' || step.check.state === 'not-needed' || step.skipped !== null
}

/** How many steps need nothing more. */
export function settledCount({ steps }: InstallRow): number {
  return steps.filter(isSettled).length
}

/** True once every step needs nothing more; never before the first look. */
export function isComplete(row: InstallRow): boolean {
  return row.steps.length > 0 && row.checkedAt !== null && row.steps.every(isSettled)
}

/** Which one it is, counted from 1; 0 for a step that this install does not have. */
export function stepNumber({ steps }: InstallRow, id: StepId): number {
  return steps.findIndex((step) => step.id === id) + 1
}

type FailedStep = StepRow & { activity: Extract<StepRow['activity'], { state: 'failed' }> }

/** True for a step that failed, was not left out since, and is not being tried again. */
export function isFailed(step: StepRow, { going }: InstallRow): step is FailedStep {
  return step.activity.state === 'failed' && step.skipped === null && going?.current !== step.id
}

/**
 * What is in the way of a step that nobody ran, where its check can name it: what is known of that fault, with what
 * was seen. Null while anything goes, and where no more is known than that it does not work.
 */
export function foundFault(
  { check, activity, skipped }: StepRow,
  faults: readonly KnownFault[],
  { going }: InstallRow,
): StepFailure | null {
  if (check.state !== 'broken' || activity.state !== 'idle' || skipped !== null || going !== null) return null
  const fault = faults.find(({ id }) => id === check.fault)
  if (fault === undefined) return null
  const { id, what, why, remedy, advice } = fault
  const seen = check.evidence === '' ? '' : ` What was seen: ${check.evidence.replace(/\.$/, '')}.`
  return { fault: id, what: `${what}${seen}`, why, line: null, remedy, advice }
}

/** The step that stopped the install, or the first one that failed by itself; null while none has. */
export function failedStep(row: InstallRow): FailedStep | null {
  const { steps, ended } = row
  const failed = steps.filter((step) => isFailed(step, row))
  return failed.find(({ id }) => ended?.how === 'failed' && ended.step === id) ?? failed[0] ?? null
}

/** The step to look at where none was chosen: at work, else failed, else the next one, else the proof. Null for no steps. */
export function stepToShow(row: InstallRow): StepId | null {
  const { steps, going } = row
  return (
    going?.current ??
    failedStep(row)?.id ??
    steps.find((step) => !isSettled(step))?.id ??
    steps.at(-1)?.id ??
    null
  )
}

/**
 * Whose turn it is in an install that goes on: this step's (held up or not), not yet its own, or nobody's. A step is
 * `cut-off` where a person stopped the install at it, and `unseen` where it goes on as far as anybody knows: the
 * connection is away.
 */
export type Turn = 'now' | 'held' | 'unseen' | 'later' | 'cut-off' | 'none'

/**
 * Where a step stands in an install that goes on. What does not work or cannot be read in a step whose turn is later
 * is no news: the steps before it bring what it needs.
 */
export function turnOf(row: InstallRow, id: StepId, connected = true): Turn {
  const { going, ended } = row
  if (going === null) return ended?.how === 'stopped' && ended.step === id ? 'cut-off' : 'none'
  if (going.current === id) {
    if (!connected || going.held?.code === 'offline') return 'unseen'
    return going.held === null ? 'now' : 'held'
  }
  return going.mode === 'all' && stepNumber(row, id) > stepNumber(row, going.current) ? 'later' : 'none'
}

/** One stitch of the progress line. */
export type Stitch = 'done' | 'work' | 'fail' | 'warn' | 'todo'

/** How a step shows in the progress line. */
export function stitchOf(step: StepRow, row: InstallRow): Stitch {
  if (isFailed(step, row)) return 'fail'
  const { id, check, activity, skipped } = step
  if (activity.state === 'running' || activity.state === 'proving' || row.going?.current === id) return 'work'
  if (skipped !== null) return 'done'
  switch (check.state) {
    case 'done':
    case 'not-needed':
      return 'done'
    case 'broken':
      return turnOf(row, id) === 'later' ? 'todo' : 'warn'
    case 'differs':
      return 'warn'
    case 'open':
    case 'unknown':
      return 'todo'
  }
}

/** "Steps 1 to 4 stay done" when step 5 stopped; null where there is nothing before it, or not all of it is done. */
export function whatStays(row: InstallRow, failed: StepId): string | null {
  const before = row.steps.slice(0, stepNumber(row, failed) - 1)
  if (before.length === 0 || !before.every(isSettled)) return null
  return before.length === 1 ? 'step 1 stays done' : `steps 1 to ${before.length} stay done`
}
