import type { StepId } from '../../shared/install.ts'
import { AppError } from '../../shared/problem.ts'
import { type Commit, commit } from '../actions/commit.ts'
import { bodyOf } from './begin-run.ts'
import { demandNothingGoing, demandOnline, demandSeenPlan } from './demand.ts'
import type { Install } from './install.ts'
import type { Installer } from './installer.ts'
import type { Wish } from './records/wishes.ts'
import { isToDo } from './time-left.ts'

type Asked = Pick<Wish, 'mode' | 'what' | 'step' | 'fault' | 'forced'>

/** Starts everything that is not done (`step` null), or one step. Throws `conflict`, `offline`, `not_found`. */
export function startInstall(
  installer: Installer,
  install: Install,
  { step, revision }: { step: StepId | null; revision?: number | undefined },
  by: string,
): Commit {
  if (revision !== undefined) demandSeenPlan(install, revision)
  const asked: Asked =
    step === null
      ? { mode: 'all', what: 'step', step: firstToDo(install), fault: null, forced: false }
      : { mode: 'one', what: 'step', step: install.step(step).id, fault: null, forced: true }
  return begin(installer, install, asked, by)
}

/**
 * Runs the remedy of what is in a step's way, and then goes on as it was started. Throws `conflict` where there is
 * none, and where it is not the one any more that somebody saw.
 */
export function startRemedy(
  installer: Installer,
  install: Install,
  { step, fault }: SeenFault,
  by: string,
): Commit {
  demandRemedy(install, { step, fault })
  const end = install.world.records.wishes.endOf(install.serverId)
  const mode = end?.step === step && end.how === 'failed' ? end.mode : 'one'
  return begin(installer, install, { mode, what: 'remedy', step, fault, forced: false }, by)
}

/** Takes a step off again. Throws `conflict` where there is nothing to take off, or the plan is another one by now. */
export function startUndo(
  installer: Installer,
  install: Install,
  { step, revision }: { step: StepId; revision: number },
  by: string,
): Commit {
  demandSeenPlan(install, revision)
  const asked: Asked = { mode: 'one', what: 'undo', step, fault: null, forced: false }
  if (bodyOf(asked, install.step(step), install.plan()) === null)
    throw new AppError('conflict', 'This step leaves nothing on the server that could be taken off.')
  return begin(installer, install, asked, by)
}

/** What somebody saw in a step's way. */
export interface SeenFault {
  step: StepId
  fault: string
}

/** The remedy of a fault that is still in the step's way. Throws `conflict` where there is none, or another fault by now. */
export function demandRemedy(install: Install, { step: id, fault: seen }: SeenFault) {
  const step = install.step(id)
  const { records } = install.world
  const check = install.seen?.checks.get(id)
  const known =
    records.marks.of(install.serverId).get(id)?.failed?.failure.fault ??
    (check?.state === 'broken' ? check.fault : null)
  const fault = step.faults.find((each) => each.id === known)
  if (fault?.remedy && fault.id === seen) return fault.remedy
  if (fault)
    throw new AppError('conflict', 'What is in the way of this step is not what you saw any more.', {
      hint: `By now it is this: ${fault.what(null, install.plan())} Look at the step again before you mend it.`,
    })
  throw new AppError('conflict', 'Bindery has no remedy for this step as it stands.', {
    hint: 'Check again: what is in its way may be gone, or be another thing now.',
  })
}

function begin(installer: Installer, install: Install, asked: Asked, by: string): Commit {
  const { serverId, world } = install
  const demandReady = (): void => {
    install.plan()
    demandNothingGoing(install, 'The install goes already: one thing at a time.')
    demandOnline(install)
  }
  demandReady()
  return commit(
    () => {
      demandReady()
      world.records.wishes.save(serverId, {
        ...asked,
        runId: null,
        tries: {},
        by,
        startedAt: world.now(),
        pauseAfter: false,
        stopping: false,
      })
    },
    () => {
      installer.go(serverId)
      return {}
    },
  )
}

/** By the checks of before: only what is shown until the first look. */
function firstToDo({ serverId, seen, world: { steps, records } }: Install): StepId {
  const marks = records.marks.of(serverId)
  const open = steps.find(({ id }) => {
    const check = seen?.checks.get(id)
    return !marks.get(id)?.skipped && (check === undefined || isToDo(check))
  })
  const first = open ?? steps.at(-1)
  if (!first) throw new AppError('conflict', 'There are no steps.')
  return first.id
}
