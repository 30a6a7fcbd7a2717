import type { Plan } from '../../shared/plan.ts'
import type { PlanPreview } from '../../shared/plan-preview.ts'
import { usualTimes } from '../install/time-left.ts'
import type { Step } from '../steps/step.ts'

/** What the steps would do for a plan, without looking at any server. */
export function previewPlan(steps: readonly Step[], plan: Plan): PlanPreview {
  return {
    steps: steps.map(({ id, title }) => ({ id, title })),
    adds: steps.flatMap((step) => step.adds(plan)),
    breaks: steps
      .map((step) => step.breaks(plan))
      .filter((says) => says !== '' && !/^nothing\.?$/i.test(says)),
    // The same estimate that the install itself begins with.
    usualMs: [...usualTimes(steps, []).values()].reduce((sum, ms) => sum + ms, 0),
  }
}
