import type { Blast } from '../../shared/blast.ts'
import type { Addition, StepId } from '../../shared/install.ts'
import { AppError } from '../../shared/problem.ts'
import type { Step } from '../steps/step.ts'
import { demandRemedy, type SeenFault } from './begin-wish.ts'
import { demandSeenPlan } from './demand.ts'
import type { Install } from './install.ts'
import { notOurs } from './journal.ts'
import { checkIn } from './look.ts'
import { isToDo } from './time-left.ts'
import { sentence } from './words.ts'

const GOES_ON = 'It goes on when this tab is closed, the connection breaks or Bindery stops.'

/** What starting does: the commands of all that is not done, or of one step. */
export function describeStart(
  install: Install,
  { step, revision }: { step: StepId | null; revision?: number | undefined },
): Blast {
  const plan = install.plan()
  if (revision !== undefined) demandSeenPlan(install, revision)
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

/** Throws `conflict` where there is no remedy, or it is for something else by now. */
export function describeRemedy(install: Install, seen: SeenFault): Blast {
  const plan = install.plan()
  const step = install.step(seen.step)
  const remedy = demandRemedy(install, seen)
  return {
    runs: [...remedy.commands(plan).map(({ command }) => command), ...step.runs(plan)],
    restarts: [],
    breaks: harm(remedy.breaks),
    keeps: [GOES_ON],
    undo: remedy.says,
  }
}

/** Throws `conflict` where there is nothing to take off, or the plan is another one by now. */
export function describeUndo(
  install: Install,
  { step: id, revision }: { step: StepId; revision: number },
): Blast {
  const plan = install.plan()
  demandSeenPlan(install, revision)
  const step = install.step(id)
  const undo = step.undo?.(plan)
  if (!undo) throw new AppError('conflict', 'This step leaves nothing on the server that could be taken off.')
  const { found, changed } = notOurs(install.world.records.changes.of(install.serverId), step, plan)
  return {
    runs: undo.runs,
    restarts: [],
    breaks: [
      ...(found.length > 0 ? [`It was there before Bindery, and goes all the same: ${listed(found)}.`] : []),
      ...(changed.length > 0
        ? [`It was there before Bindery, which only changed it, and goes all the same: ${listed(changed)}.`]
        : []),
      ...harm(undo.breaks),
    ],
    keeps: [GOES_ON],
    undo:
      found.length + changed.length > 0
        ? 'Run the step again. How it was before Bindery does not come back.'
        : 'Run the step again.',
  }
}

/** "snap microk8s, folder /srv/k8s-storage" */
function listed(things: readonly Addition[]): string {
  return things.map(({ kind, name }) => `${kind.replaceAll('-', ' ')} ${name}`).join(', ')
}

/** What breaks, as a blast lists it: "Nothing." is left out there. */
function harm(breaks: string): string[] {
  return /^(nothing\.?)?$/i.test(breaks.trim()) ? [] : [breaks]
}

function toDo({ serverId, seen, world: { steps, records } }: Install): Step[] {
  const marks = records.marks.of(serverId)
  return steps.filter(({ id }) => !marks.get(id)?.skipped && isToDo(checkIn(seen?.checks, id)))
}
