import { AppError } from '../../shared/problem.ts'
import { notOnline } from './held.ts'
import type { Install } from './install.ts'

/** Throws `conflict` while the install goes. */
export function demandNothingGoing({ serverId, world }: Install, what: string): void {
  const wish = world.records.wishes.of(serverId)
  if (!wish) return
  throw new AppError('conflict', what, {
    hint: `It was started by ${wish.by}. Wait until it has ended, or stop it.`,
  })
}

/** Throws `conflict` where the plan is not the one any more that somebody saw. */
export function demandSeenPlan({ serverId, world }: Install, revision: number): void {
  if ((world.records.plans.of(serverId)?.revision ?? 0) === revision) return
  throw new AppError(
    'conflict',
    'Somebody else has changed the plan meanwhile, so this would do something else now.',
    {
      hint: 'Look at what it would do now, and decide again.',
    },
  )
}

/** Throws `offline` with the reason. */
export function demandOnline(install: Install): void {
  const { state } = install.link()
  if (state.state !== 'online') throw notOnline(state)
}
