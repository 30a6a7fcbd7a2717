import type { StepCheck, StepId } from '../../shared/install.ts'
import type { Step } from '../steps/step.ts'
import { checkIn } from './look.ts'
import type { Checks } from './records/looks.ts'
import type { Wish } from './records/wishes.ts'
import { isToDo } from './time-left.ts'

/** What comes next: a step to run, one whose check must be known first, or nothing. */
export type Next =
  | { kind: 'run'; step: Step }
  | { kind: 'unknown'; step: Step; evidence: string }
  | { kind: 'nothing'; check: StepCheck | null }

/**
 * Which step a wish is about now. What is done is what the checks say, whatever was run before; only a step that
 * somebody asked for by name runs although it is done, and never one that the plan does not need.
 */
export function nextStep(
  steps: readonly Step[],
  checks: Checks,
  isSkipped: (id: StepId) => boolean,
  wish: Pick<Wish, 'mode' | 'what' | 'step' | 'forced'>,
): Next {
  const asked = steps.find(({ id }) => id === wish.step)
  if (wish.what !== 'step') return asked ? { kind: 'run', step: asked } : { kind: 'nothing', check: null }
  const candidates =
    wish.mode === 'one'
      ? [asked].filter((step) => step !== undefined)
      : steps.filter(({ id }) => !isSkipped(id))
  for (const step of candidates) {
    const check = checkIn(checks, step.id)
    if (check.state === 'unknown') return { kind: 'unknown', step, evidence: check.evidence }
    if (isToDo(check) || (asksForOne(wish) && check.state === 'done')) return { kind: 'run', step }
  }
  return { kind: 'nothing', check: wish.mode === 'one' ? checkIn(checks, wish.step) : null }
}

function asksForOne({ mode, forced }: Pick<Wish, 'mode' | 'forced'>): boolean {
  return mode === 'one' && forced
}
