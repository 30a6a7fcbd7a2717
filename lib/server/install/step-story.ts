import type { KnownFault, StepStory } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import { composeScript } from '../steps/script/compose-script.ts'
import type { Step } from '../steps/step.ts'

/** What a step is, for one plan. Secrets are variables of the script, so neither it nor the files hold any. */
export function stepStory(step: Step, plan: Plan): StepStory {
  const undo = step.undo?.(plan) ?? null
  return {
    id: step.id,
    group: step.group,
    title: step.title,
    doing: step.doing,
    why: step.why,
    runs: step.runs(plan),
    script: stepScript(step, plan),
    adds: step.adds(plan),
    breaks: step.breaks(plan),
    doneWhen: step.doneWhen(plan),
    skip: step.skip ?? null,
    undo: undo && { runs: undo.runs, breaks: undo.breaks },
    notes: [...(step.notes ?? [])],
    watches: step.watches?.(plan) ?? [],
    files: step.files?.(plan) ?? [],
    faults: step.faults.map((fault) => knownFault(fault, plan)),
  }
}

/** The whole script of a step, as it runs. */
export function stepScript(step: Step, plan: Plan): string {
  return composeScript(step.script(plan), step.deadlineSeconds)
}

/** What is said of a fault where no line of a transcript tells more. */
export function knownFault(
  { id, what, why, remedy, advice }: Step['faults'][number],
  plan: Plan,
): KnownFault {
  return {
    id,
    what: what(null, plan),
    why,
    remedy: remedy ? { says: remedy.says, commands: remedy.commands(plan), breaks: remedy.breaks } : null,
    advice: advice ?? null,
  }
}
