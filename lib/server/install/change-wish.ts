import type { StepId } from '../../shared/install.ts'
import { AppError } from '../../shared/problem.ts'
import { type Commit, commit } from '../actions/commit.ts'
import type { Install } from './install.ts'
import type { Wish } from './records/wishes.ts'

/** Whether it stands still once the present step is done. Throws `conflict` where nothing goes. */
export function pauseInstall(install: Install, pauseAfter: boolean): Commit {
  return change(install, (wish) => ({ ...wish, pauseAfter }))
}

/** Ends the run that is at work, and the wish with it. Throws `conflict` where nothing goes. */
export function stopInstall(install: Install): Commit {
  return change(install, (wish) => ({ ...wish, stopping: true }))
}

/** Leaves a step out, or takes it in again. Throws `conflict` for one that cannot be left out or is at work. */
export function skipStep(install: Install, id: StepId, skip: boolean, by: string): Commit {
  const { serverId, world } = install
  const { marks, wishes } = world.records
  const step = install.step(id)
  if (skip && step.skip === undefined)
    throw new AppError('conflict', `“${step.title}” cannot be left out: the steps after it need it.`)
  return commit(
    () => {
      const wish = wishes.of(serverId)
      if (skip && wish?.step === id && wish.runId !== null)
        throw new AppError('conflict', `“${step.title}” is at work.`, { hint: 'Stop it first.' })
      marks.skip(serverId, id, skip ? { by, at: world.now() } : null)
    },
    () => {
      install.nudge()
      return {}
    },
  )
}

function change(install: Install, to: (wish: Wish) => Wish): Commit {
  const { serverId, world } = install
  return commit(
    () => {
      const wish = world.records.wishes.of(serverId)
      if (!wish) throw new AppError('conflict', 'The install does not go at the moment.')
      world.records.wishes.save(serverId, to(wish))
    },
    () => {
      install.nudge()
      return {}
    },
  )
}
