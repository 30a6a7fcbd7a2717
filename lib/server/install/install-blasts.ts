import type { Blast } from '../../shared/blast.ts'
import type { StepId } from '../../shared/install.ts'
import { AppError } from '../../shared/problem.ts'
import type { Step } from '../steps/step.ts'
import { remedyOf } from './begin-wish.ts'
import type { Install } from './install.ts'
import { checkIn } from './look.ts'
import { isToDo } from './time-left.ts'
import { sentence } from './words.ts'

const GOES_ON = 'It goes on when this tab is closed, the connection breaks or Bindery stops.'

/** What starting does: the commands of all that is not done, or of one step. */
export function describeStart(install: Install, step: StepId | null): Blast {
  const plan = install.plan()
  const steps = step === null ? toDo(install) : [install.step(step)]
  const undo = steps.some((each) => each.undo?.(plan)) ? 'Each step can be taken off again by itself.' : ''
  return {
    runs: steps.flatMap((each) => each.runs(plan)),
    restarts: [],
    breaks: steps.flatMap((each) => harm(each.breaks(plan))),
    keeps: [GOES_ON],
    undo,
  }
}

/** What stopping now leaves half done. Throws `conflict` where nothing goes. */
export function describeStop(install: Install): Blast {
  const wish = install.world.records.wishes.of(install.serverId)
  if (!wish) throw new AppError('conflict', 'The install does not go at the moment.')
  const step = install.step(wish.step)
  return {
    runs: wish.runId === null ? [] : [`systemctl stop bindery-run-${wish.runId}`],
    restarts: [],
    breaks: wish.runId === null ? [] : [sentence(step.ifStopped)],
    keeps: ['What was done until then. It is looked at again once it has stopped.'],
    undo: 'Start again: each step looks first at what is there.',
  }
}

export function describeSkip(install: Install, id: StepId, skip: boolean): Blast {
  const step = install.step(id)
  return {
    runs: [],
    restarts: [],
    breaks: skip && step.skip !== undefined ? [sentence(step.skip)] : [],
    keeps: ['Everything on the server: this runs nothing.'],
    undo: skip ? 'Take the step in again.' : 'Leave it out again.',
  }
}

/** Throws `conflict` where there is no remedy. */
export function describeRemedy(install: Install, id: StepId): Blast {
  const plan = install.plan()
  const step = install.step(id)
  const { remedy } = remedyOf(install, id)
  return {
    runs: [...remedy.commands(plan).map(({ command }) => command), ...step.runs(plan)],
    restarts: [],
    breaks: harm(remedy.breaks),
    keeps: [GOES_ON],
    undo: remedy.says,
  }
}

/** Throws `conflict` where there is nothing to take off. */
export function describeUndo(install: Install, id: StepId): Blast {
  const undo = install.step(id).undo?.(install.plan())
  if (!undo) throw new AppError('conflict', 'This step leaves nothing on the server that could be taken off.')
  return {
    runs: undo.runs,
    restarts: [],
    breaks: harm(undo.breaks),
    keeps: [GOES_ON],
    undo: 'Run the step again.',
  }
}

/** What breaks, as a blast lists it: "Nothing." is left out there. */
function harm(breaks: string): string[] {
  return /^(nothing\.?)?$/i.test(breaks.trim()) ? [] : [breaks]
}

function toDo({ serverId, seen, world: { steps, records } }: Install): Step[] {
  const marks = records.marks.of(serverId)
  return steps.filter(({ id }) => !marks.get(id)?.skipped && isToDo(checkIn(seen?.checks, id)))
}
