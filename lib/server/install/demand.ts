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

/** Throws `offline` with the reason. */
export function demandOnline(install: Install): void {
  const { state } = install.link()
  if (state.state !== 'online') throw notOnline(state)
}
