import type { StepCheck } from '../../shared/install.ts'
import type { RunState } from '../../shared/run-row.ts'
import type { RunEnd } from './diagnose.ts'
import type { Wish } from './records/wishes.ts'

/** What came of a run. `anyway`: it did not end well, and what it should do is done. */
export type Verdict =
  | { kind: 'proven'; anyway: boolean }
  /** Cut off by the server: it runs again. */
  | { kind: 'again' }
  | { kind: 'stopped' }
  | { kind: 'failed'; end: RunEnd }

/** A step is run so often at most before a person has to look at it. */
export const MAX_TRIES = 3

interface Ended {
  what: Wish['what']
  status: RunState
  /** What the look after it says of the step. */
  check: StepCheck
  /** How often it was run, this time included. */
  tries: number
  tookMs: number
  deadlineSeconds: number
}

/** Judges a run that has ended, by what is so on the server; its exit code only says why where it is not. */
export function verdict(ended: Ended): Verdict {
  const { status, tries } = ended
  if (reached(ended)) return { kind: 'proven', anyway: !exitedWell(status) }
  switch (status.state) {
    case 'exited':
      return { kind: 'failed', end: { how: 'exited', code: status.code, late: isLate(ended, status.code) } }
    case 'interrupted':
      if (status.by === 'stopped') return { kind: 'failed', end: { how: 'ended-there' } }
      break
    case 'cancelled':
    case 'not-started':
      return { kind: 'stopped' }
    default:
  }
  return tries < MAX_TRIES ? { kind: 'again' } : { kind: 'failed', end: { how: 'cut-off' } }
}

/** Whether what the run is for is so. A remedy has no check of its own: what it is for is that the step can run again. */
export function reached({ what, status, check }: Pick<Ended, 'what' | 'status' | 'check'>): boolean {
  switch (what) {
    case 'step':
      return check.state === 'done' || check.state === 'not-needed'
    case 'remedy':
      return exitedWell(status)
    case 'undo':
      return (
        check.state === 'open' ||
        check.state === 'not-needed' ||
        // What is left is not what the plan wants, so it is none of ours.
        (check.state === 'differs' && exitedWell(status))
      )
  }
}

export function exitedWell(status: RunState): boolean {
  return status.state === 'exited' && status.code === 0
}

/** timeout(1) gives 124, and 137 where it had to kill; a script's own 124 comes before its time is up. */
function isLate({ tookMs, deadlineSeconds }: Ended, code: number): boolean {
  return (code === 124 || code === 137) && tookMs >= (deadlineSeconds - 1) * 1000
}
