import type { Plan } from '../../shared/plan.ts'
import type { Step } from '../steps/step.ts'

/** The steps that another plan makes other ones: what they run, or hide in it, is not the same any more. */
export function changedSteps(
  steps: readonly Step[],
  before: Plan,
  after: Plan,
  newToken: boolean,
): readonly Step[] {
  return steps.filter(
    (step) => (newToken && step.secrets !== undefined) || essence(step, before) !== essence(step, after),
  )
}

function essence(step: Step, plan: Plan): string {
  return JSON.stringify([step.script(plan), step.doneWhen(plan), step.files?.(plan) ?? []])
}

/** True where a token for the one registry would be shown to somebody else in the other. */
export function isOtherAccount(before: Plan['registry'], after: Plan['registry']): boolean {
  return account(before) !== account(after)
}

function account(registry: Plan['registry']): string {
  switch (registry.kind) {
    case 'docker-hub':
      return `docker-hub ${registry.account}`
    case 'v2':
      return `${registry.url} ${registry.user}`
    case 'addon':
      return 'addon'
  }
}
