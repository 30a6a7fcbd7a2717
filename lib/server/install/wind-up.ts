import type { StepCheck, StepFailure } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import type { RunRow } from '../../shared/run-row.ts'
import type { Step } from '../steps/step.ts'
import { endedWords } from './ended-words.ts'
import type { Install } from './install.ts'
import { journalFound, journalRun } from './journal.ts'
import { checkIn, type Look } from './look.ts'
import { nextStep } from './next-step.ts'
import type { StepRun } from './records/step-runs.ts'
import type { Wish, WishEnd } from './records/wishes.ts'
import type { Verdict } from './verdict.ts'

export interface Outcome {
  /** How it failed is in `failure`. */
  verdict: Exclude<Verdict, { kind: 'failed' }> | { kind: 'failed' }
  run: RunRow
  step: Step
  /** Null where it could not be read; nothing is proven then. */
  plan: Plan | null
  look: Look
  /** Where the verdict is `failed`. */
  failure: StepFailure | null
}

/**
 * Writes down what came of a run and what the wish is now, in one transaction: before it the run counts as not taken
 * up, after it as taken up, and nothing is in between. Does nothing where it was taken up already.
 */
export function windUp(install: Install, outcome: Outcome): void {
  const { serverId, world } = install
  const { store, records, now } = world
  const { verdict, run, step, plan, look, failure } = outcome
  const check = checkIn(look.checks, step.id)
  store.transaction(() => {
    // What a person wished while it was looked counts.
    const wish = records.wishes.of(serverId)
    if (wish?.runId !== run.id) return
    const at = now()
    const { what } = wish
    records.runs.add(serverId, {
      ...timesOf(run, at),
      runId: run.id,
      step: step.id,
      what,
      outcome: outcomeOf(verdict),
    })
    const failed =
      verdict.kind === 'failed' && failure ? { at, runId: run.id, what: wish.what, failure } : null
    records.marks.fail(serverId, step.id, failed)
    if (verdict.kind === 'proven' && plan)
      journalRun(records, serverId, { wish, step, plan, check, runId: run.id, at })
    const next = afterwards(install, wish, outcome, check)
    if ('how' in next) records.wishes.end(serverId, { ...next, mode: wish.mode, step: step.id, at })
    else records.wishes.save(serverId, next)
  })
  install.outcomeWritten()
}

type Ending = Pick<WishEnd, 'how' | 'says'>

/** What is wished after this outcome, or how the wish ended. */
function afterwards(install: Install, wish: Wish, outcome: Outcome, check: StepCheck): Wish | Ending {
  const { verdict, step, failure, look } = outcome
  const words = endedWords(step, check)
  const on: Wish = { ...wish, runId: null, forced: false }
  switch (verdict.kind) {
    case 'failed':
      return { how: 'failed', says: words.failed(wish.what, failure?.what ?? check.evidence) }
    case 'stopped':
      return { how: 'stopped', says: words.stoppedInTheMiddle(wish.what, outcome.run.status) }
    case 'again':
      if (wish.stopping)
        return { how: 'stopped', says: words.stoppedInTheMiddle(wish.what, outcome.run.status) }
      return { ...on, forced: wish.forced }
    case 'proven':
      if (wish.stopping) return { how: 'stopped', says: words.stoppedWhenDone(wish.what) }
      if (wish.what === 'undo') return { how: 'finished', says: words.undone() }
      // The step itself was not run yet.
      if (wish.what === 'remedy')
        return { ...on, what: 'step', fault: null, tries: { ...wish.tries, [step.id]: 0 } }
      if (wish.mode === 'one') return { how: 'finished', says: words.done() }
      if (wish.pauseAfter) return pausedOrFinished(install, look, wish, words.paused)
      return on
  }
}

/** A pause after the last step is an end. */
function pausedOrFinished(
  install: Install,
  look: Look,
  wish: Wish,
  paused: (next: string) => string,
): Wish | Ending {
  const { steps, records } = install.world
  const marks = records.marks.of(install.serverId)
  const next = nextStep(steps, look.checks, (id) => Boolean(marks.get(id)?.skipped), {
    ...wish,
    forced: false,
  })
  if (next.kind === 'nothing') return { ...wish, runId: null, forced: false }
  return { how: 'paused', says: paused(next.step.title) }
}

/** Ends the wish where no run is under way. Does nothing where one was begun meanwhile, or the wish is gone. */
export function endWish(
  install: Install,
  step: Step,
  { how, says }: Ending,
  more: { failure?: StepFailure; look?: Look } = {},
): void {
  const { serverId, world } = install
  const { store, records, now } = world
  store.transaction(() => {
    const wish = records.wishes.of(serverId)
    if (!wish || wish.runId !== null) return
    const at = now()
    if (more.failure)
      records.marks.fail(serverId, step.id, { at, runId: null, what: wish.what, failure: more.failure })
    if (more.look) journalFound(install, wish, more.look, at)
    records.wishes.end(serverId, { how, says, mode: wish.mode, step: step.id, at })
  })
  install.outcomeWritten()
}

function timesOf(run: RunRow, now: number): { endedAt: number; tookMs: number } {
  const endedAt = run.endedAt ?? now
  return { endedAt, tookMs: Math.max(0, endedAt - (run.startedAt ?? endedAt)) }
}

function outcomeOf(verdict: Outcome['verdict']): StepRun['outcome'] {
  return verdict.kind === 'proven' ? (verdict.anyway ? 'done-anyway' : 'done') : verdict.kind
}
