import { inspect } from 'node:util'
import type { StepCheck, StepId } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { observe } from '../steps/observe.ts'
import type { Answers, PlanToken, Step } from '../steps/step.ts'
import type { KeptLook } from './records/looks.ts'
import { shown } from './words.ts'

/** What one look at a server found: the answers, and what each step makes of them. */
export interface Look extends KeptLook {
  answers: Answers
}

const DEADLINE_MS = 20_000

/** Looks at everything that the steps want to know, in one round trip. Throws what `observe` throws. */
export async function lookAt(
  shell: RemoteShell,
  steps: readonly Step[],
  plan: Plan,
  token: PlanToken,
  { now, log }: { now(): number; log(line: string): void },
): Promise<Look> {
  const began = performance.now()
  const observations = steps.flatMap(({ sees }) => sees)
  const answers = await observe(shell, observations, plan, { deadlineMs: DEADLINE_MS })
  const checks = new Map(steps.map((step) => [step.id, checkOf(step, answers, plan, token, log)]))
  return { answers, checks, at: now(), tookMs: Math.round(performance.now() - began) }
}

/** A look that saw nothing: every check is unknown, for this reason. */
export function blindLook(steps: readonly Step[], evidence: string, now: number): Look {
  const check: StepCheck = { state: 'unknown', evidence }
  return { answers: new Map(), checks: new Map(steps.map(({ id }) => [id, check])), at: now, tookMs: 0 }
}

/** Of a step that was not looked at, nothing is known. */
export function checkIn(checks: ReadonlyMap<StepId, StepCheck> | undefined, id: StepId): StepCheck {
  return checks?.get(id) ?? { state: 'unknown', evidence: 'not looked at yet' }
}

/** One step that cannot read its answers must not keep all others from being seen. */
function checkOf(
  step: Step,
  answers: Answers,
  plan: Plan,
  token: PlanToken,
  log: (line: string) => void,
): StepCheck {
  try {
    const check = step.check(answers, plan, token)
    const evidence = shown(check.evidence)
    return check.state === 'differs'
      ? { ...check, evidence, wanted: shown(check.wanted) }
      : { ...check, evidence }
  } catch (error) {
    log(`install: the check of ${step.id} is wrong: ${inspect(error)}`)
    return {
      state: 'unknown',
      evidence: 'Bindery could not make sense of what the server said; its log says more',
    }
  }
}
