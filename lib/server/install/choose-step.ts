import type { StepCheck, StepId } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import type { Step } from '../steps/step.ts'
import { beginRun, bodyOf } from './begin-run.ts'
import { cannotBegin } from './diagnose.ts'
import { endedWords } from './ended-words.ts'
import type { Install } from './install.ts'
import { checkIn, type Look } from './look.ts'
import { lookUntil } from './look-online.ts'
import { type Next, nextStep } from './next-step.ts'
import type { Wish } from './records/wishes.ts'
import { isToDo } from './time-left.ts'
import { MAX_TRIES } from './verdict.ts'
import { endWish } from './wind-up.ts'
import { minutes, sentence } from './words.ts'
import { REGISTRY_TOKEN } from './world.ts'

/**
 * No run is under way: looks, and begins the run of the step that comes next, or ends the wish. Gives the look it went
 * by. `seen`: a look that nothing has happened since.
 */
export async function chooseStep(
  install: Install,
  wish: Wish,
  seen: Look | null,
  signal: AbortSignal,
): Promise<Look | null> {
  const { patience, steps } = install.world
  const next = (look: Look): Next => nextStep(steps, look.checks, (id) => isSkipped(install, id), wish)
  if (wish.stopping) {
    const step = install.step(wish.step)
    endWish(install, step, {
      how: 'stopped',
      says: stoppedBetween(wish, step, checkIn(seen?.checks ?? install.seen?.checks, step.id)),
    })
    return seen
  }

  const look = await lookUntil(
    install,
    (found, forMs) => {
      const chosen = next(found)
      install.hold(wish.what === 'step' ? whyWaiting(install, wish, chosen) : null)
      if (wish.what !== 'step') return true
      if (chosen.kind === 'unknown') return forMs >= patience.unknownMs
      return chosen.kind !== 'run' || !isBehind(install, wish, chosen.step.id) || forMs >= patience.settleMs
    },
    signal,
    seen,
  )
  act(install, wish, next(look), look)
  return look
}

/** No run is at work; but the last one may have been cut off. */
function stoppedBetween(wish: Wish, step: Step, check: StepCheck): string {
  const words = endedWords(step, check)
  const begun = (wish.tries[step.id] ?? 0) > 0
  if (!begun) return words.stoppedBefore(wish.what)
  if (wish.what !== 'step') return words.stoppedInTheMiddle(wish.what, { state: 'cancelled' })
  return check.state === 'unknown' || isToDo(check)
    ? words.stoppedInTheMiddle('step', { state: 'cancelled' })
    : words.stoppedWhenDone('step')
}

interface Obstacle {
  what: string
  why: string
  advice: string
}

function act(install: Install, wish: Wish, next: Next, look: Look): void {
  if (next.kind === 'nothing') {
    endAtNothing(install, wish, look, next.check?.state === 'not-needed')
    return
  }
  const plan = install.plan()
  const obstacle =
    next.kind === 'unknown'
      ? notKnown(install, next.evidence)
      : obstacleTo(install, wish, next.step, plan, checkIn(look.checks, next.step.id))
  if (obstacle) refuse(install, look, next.step, obstacle)
  else beginRun(install, next.step, plan, look)
}

function notKnown({ world }: Install, evidence: string): Obstacle {
  return {
    what: `Whether it is done cannot be known: ${evidence}`,
    why: `Bindery looked again for ${minutes(world.patience.unknownMs / 1000)}. It does not act on what it does not know.`,
    advice: 'See whether the server and its Kubernetes answer, then go on.',
  }
}

/** Why a step is not run although it is its turn; null where nothing is in the way. */
function obstacleTo(
  { serverId, world }: Install,
  wish: Wish,
  step: Step,
  plan: Plan,
  check: StepCheck,
): Obstacle | null {
  if ((wish.tries[step.id] ?? 0) >= MAX_TRIES)
    return {
      what: `It was run ${MAX_TRIES} times, and does not stay done.`,
      why: sentence(`Something undoes it again. What is seen now: ${check.evidence}`),
      advice: 'Find out what changes it on the server, then go on.',
    }
  if (bodyOf(wish, step, plan) === null)
    return {
      what: `There is no such ${wish.what} for this step any more.`,
      why: 'Bindery or the plan has changed since it was asked for.',
      advice: 'Run the step again: what is in its way is then told anew.',
    }
  const needsToken = step.secrets !== undefined && plan.registry.kind !== 'addon'
  if (wish.what !== 'step' || !needsToken || world.vault.has(serverId, REGISTRY_TOKEN)) return null
  return {
    what: 'The token of the registry is not here.',
    why: 'Secrets of this server are not kept when Bindery stops, or none was ever given.',
    advice: 'Save the plan with the token once more, then go on.',
  }
}

function endAtNothing(install: Install, wish: Wish, look: Look, notNeeded: boolean): void {
  const step = install.step(wish.step)
  const { evidence } = checkIn(look.checks, step.id)
  const left = install.world.steps.filter(({ id }) => isSkipped(install, id))
  const all =
    left.length === 0
      ? 'All steps are done.'
      : `All steps are done but those that are left out: ${left.map(({ title }) => title).join(', ')}.`
  const one = notNeeded
    ? sentence(`“${step.title}” is not needed: ${evidence}`)
    : endedWords(step, checkIn(look.checks, step.id)).done()
  endWish(install, step, { how: 'finished', says: wish.mode === 'all' ? all : one }, { look })
}

function refuse(install: Install, look: Look, step: Step, { what, why, advice }: Obstacle): void {
  const says = endedWords(step, checkIn(look.checks, step.id)).failed('step', what)
  endWish(install, step, { how: 'failed', says }, { failure: cannotBegin(what, why, advice), look })
}

/** A step before the one that was run last: it was done then, and may only need a moment, as pods do after an add-on. */
function isBehind({ world: { steps } }: Install, wish: Wish, id: StepId): boolean {
  const place = (of: StepId): number => steps.findIndex((step) => step.id === of)
  return (wish.tries[wish.step] ?? 0) > 0 && place(id) < place(wish.step)
}

function whyWaiting(install: Install, wish: Wish, next: Next) {
  if (next.kind === 'unknown')
    return {
      code: 'remote_failed' as const,
      message: sentence(`Whether “${next.step.title}” is done cannot be read now: ${next.evidence}`),
      hint: 'Bindery looks again until it can.',
    }
  if (next.kind === 'run' && isBehind(install, wish, next.step.id))
    return {
      code: 'remote_failed' as const,
      message: `“${next.step.title}” was done and is not so now. It is given a moment before it runs again.`,
    }
  return null
}

function isSkipped({ serverId, world }: Install, id: StepId): boolean {
  return Boolean(world.records.marks.of(serverId).get(id)?.skipped)
}
