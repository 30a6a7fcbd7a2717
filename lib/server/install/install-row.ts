import type { InstallRow, StepActivity, StepId, StepRow } from '../../shared/install.ts'
import type { Problem } from '../../shared/problem.ts'
import { type RunRow, runHasEnded } from '../../shared/run-row.ts'
import type { Step } from '../steps/step.ts'
import { checkIn } from './look.ts'
import type { KeptLook } from './records/looks.ts'
import type { SavedPlan } from './records/plans.ts'
import type { StepMark } from './records/step-marks.ts'
import type { StepRun } from './records/step-runs.ts'
import type { Wish, WishEnd } from './records/wishes.ts'
import { timeLeft } from './time-left.ts'
import type { Waiting } from './waits-for.ts'

/** Everything that a server's row is made of. */
export interface RowParts {
  serverId: string
  steps: readonly Step[]
  saved: SavedPlan | null
  hasToken: boolean
  look: KeptLook | null
  checking: boolean
  problem: Problem | null
  wish: Wish | null
  /** The run of the wish. */
  run: RunRow | null
  waitsFor: Waiting | null
  held: Problem | null
  end: WishEnd | null
  marks: ReadonlyMap<StepId, StepMark>
  /** Newest first. */
  stepRuns: readonly StepRun[]
  usualMs: ReadonlyMap<StepId, number>
  now: number
}

export function installRow(parts: RowParts): InstallRow {
  const { serverId, saved, look, wish, run, end, now } = parts
  const steps = parts.steps.map((step) => stepRow(step, parts))
  const current =
    wish && run ? { id: wish.step, elapsedMs: (run.endedAt ?? now) - (run.startedAt ?? now) } : null
  return {
    serverId,
    plan: saved?.plan ?? null,
    revision: saved?.revision ?? 0,
    hasToken: parts.hasToken,
    going: wish && {
      mode: wish.mode,
      by: wish.by,
      startedAt: wish.startedAt,
      current: wish.step,
      pauseAfter: wish.pauseAfter,
      stopping: wish.stopping,
      held: parts.held,
    },
    ended: end && { how: end.how, at: end.at, step: end.step, says: end.says },
    steps,
    checkedAt: look?.at ?? null,
    checkTookMs: look?.tookMs ?? null,
    checking: parts.checking,
    problem: parts.problem,
    leftMs: timeLeft({
      steps: steps.map(({ id, check, skipped, usualMs }) => ({
        id,
        check,
        usualMs,
        skipped: skipped !== null,
      })),
      current,
    }),
  }
}

function stepRow({ id }: Step, parts: RowParts): StepRow {
  const last = parts.stepRuns.find(({ step }) => step === id)
  const check = checkIn(parts.look?.checks, id)
  const anyway = check.state === 'done' && last?.outcome === 'done-anyway'
  return {
    id,
    check: anyway
      ? { ...check, evidence: `${check.evidence}. So it is, although its last run ended with an error.` }
      : check,
    activity: activityOf(id, parts),
    skipped: parts.marks.get(id)?.skipped ?? null,
    lastRun: last ? { runId: last.runId, endedAt: last.endedAt, tookMs: last.tookMs } : null,
    usualMs: parts.usualMs.get(id) ?? 0,
  }
}

function activityOf(id: StepId, { wish, run, waitsFor, marks }: RowParts): StepActivity {
  if (wish?.step === id && run && wish.runId === run.id) {
    const startedAt = run.startedAt ?? run.createdAt
    return runHasEnded(run.status)
      ? { state: 'proving', runId: run.id, startedAt: run.endedAt ?? startedAt }
      : { state: 'running', what: wish.what, runId: run.id, startedAt, waitsFor }
  }
  const failed = marks.get(id)?.failed
  if (!failed) return { state: 'idle' }
  return { state: 'failed', runId: failed.runId, at: failed.at, failure: failed.failure }
}
