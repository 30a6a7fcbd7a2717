import type { StepCheck } from '../../shared/install.ts'
import type { RunState } from '../../shared/run-row.ts'
import type { Step } from '../steps/step.ts'
import type { Wish } from './records/wishes.ts'
import { sentence } from './words.ts'

/** What is said of an install when it ends at this step: true by what the check saw last. */
export function endedWords(step: Step, check: StepCheck) {
  const title = `“${step.title}”`
  const seen =
    check.state === 'unknown'
      ? sentence(`What was there when it was stopped could not be read: ${check.evidence}`)
      : sentence(`When it was stopped, this was seen: ${check.evidence}`)
  return {
    done: () => sentence(`${title} is done: ${check.evidence}`),
    undone: () => sentence(`${title} is taken off: ${check.evidence}`),
    paused: (next: string) => `Paused after ${title}, as it was asked to. Next is “${next}”.`,
    failed: (what: Wish['what'], why: string) =>
      sentence(`${what === 'step' ? title : `The ${what} of ${title}`} did not work: ${why}`),
    stoppedWhenDone: (what: Wish['what']) =>
      what === 'step'
        ? `Stopped. ${title} was done by then, so nothing is half done. ${seen}`
        : `Stopped after the ${what} of ${title} was through. ${seen}`,
    stoppedInTheMiddle(what: Wish['what'], status: RunState): string {
      if (status.state === 'not-started')
        return `Stopped before ${what === 'step' ? title : `the ${what} of ${title}`} began. ${sentence(status.why)}`
      if (what !== 'step') return `Stopped in the middle of the ${what} of ${title}. ${seen}`
      return `Stopped in the middle of ${title}. ${sentence(step.ifStopped)} ${seen}`
    },
    stoppedBefore: (what: Wish['what']) =>
      `Stopped before ${what === 'step' ? title : `the ${what} of ${title}`} began: this time nothing was run.`,
  }
}
