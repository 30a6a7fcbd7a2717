import type { InstallRow, StepFailure, StepRow } from '../shared/install.ts'
import { stepIds } from '../shared/install.ts'
import { examplePlan } from './plan-look-example.ts'

/** A failure with a line that tells, a remedy and no advice. */
export const exampleFailure: StepFailure = {
  fault: 'routed-denied',
  what: 'The firewall blocks pod traffic. It denies routed packets.',
  why: 'ufw is active.',
  line: { number: 9, text: 'context deadline exceeded' },
  remedy: { says: 'Allow it.', commands: [{ command: 'ufw default allow routed' }], breaks: 'nothing' },
  advice: null,
}

interface Wish {
  /** So many steps from the first on are done. */
  done?: number
  /** The step after them is at work. */
  going?: boolean
  /** How it ended, at the step after them. */
  ended?: NonNullable<InstallRow['ended']>['how']
  change?: Partial<InstallRow>
}

/** An install as the table holds it, all of its times at 1,000,000 ms; every step usually takes 20 s. */
export function installRow({ done = 0, going = false, ended, change = {} }: Wish = {}): InstallRow {
  const at = 1_000_000
  const current = stepIds[Math.min(done, stepIds.length - 1)] ?? 'launch'
  const steps = stepIds.map(
    (id, index): StepRow => ({
      id,
      check: index < done ? { state: 'done', evidence: `${id} is there` } : { state: 'open', evidence: '' },
      activity: activityOf(id === current && index >= done),
      skipped: null,
      lastRun: index < done ? { runId: `run-${id}`, endedAt: at, tookMs: 9000 } : null,
      usualMs: 20_000,
    }),
  )
  return {
    serverId: 'a',
    plan: examplePlan,
    revision: 1,
    hasToken: true,
    going: going
      ? { mode: 'all', by: 'Mara', startedAt: at, current, pauseAfter: false, stopping: false, held: null }
      : null,
    ended: ended === undefined ? null : { how: ended, at, step: current, says: '' },
    steps,
    checkedAt: at,
    checkTookMs: 400,
    checking: false,
    problem: null,
    leftMs: null,
    ...change,
  }

  function activityOf(isCurrent: boolean): StepRow['activity'] {
    if (isCurrent && going)
      return { state: 'running', what: 'step', runId: `run-${current}`, startedAt: at, waitsFor: null }
    if (isCurrent && ended === 'failed')
      return { state: 'failed', runId: `run-${current}`, at, failure: exampleFailure }
    return { state: 'idle' }
  }
}
