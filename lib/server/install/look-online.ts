import { setTimeout as sleep } from 'node:timers/promises'
import { AppError, toProblem } from '../../shared/problem.ts'
import { whenOnline } from '../runs/when-online.ts'
import { within } from '../ssh/within.ts'
import type { Install } from './install.ts'
import { blindLook, type Look } from './look.ts'

/** The look has a deadline of its own, and may first wait for another one. */
const LOOK_MS = 45_000

/**
 * A look that begins now, once the link is there, however long that takes. Where the server cannot be looked at
 * although it is, all is unknown in it. Rejects only when `signal` aborts.
 */
async function lookOnline(install: Install, signal: AbortSignal): Promise<Look> {
  const { steps, now } = install.world
  await whenOnline(install.link(), signal)
  try {
    return await within(install.freshLook(), {
      deadlineMs: LOOK_MS,
      signal,
      late: () => new AppError('remote_timed_out', 'The server did not answer in time.'),
    })
  } catch (error) {
    signal.throwIfAborted()
    return blindLook(steps, toProblem(error).message, now())
  }
}

/**
 * Looks until it is enough. `for` is how long this has gone on, in milliseconds; time without a link does not count.
 * Rejects only when `signal` aborts.
 */
export async function lookUntil(
  install: Install,
  enough: (look: Look, forMs: number) => boolean,
  signal: AbortSignal,
  first: Look | null = null,
): Promise<Look> {
  const { patience, now } = install.world
  let look = first ?? (await lookOnline(install, signal))
  let began = now()
  for (;;) {
    if (enough(look, now() - began)) return look
    await sleep(patience.everyMs, undefined, { signal })
    const away = now()
    await whenOnline(install.link(), signal)
    began += now() - away
    look = await lookOnline(install, signal)
  }
}
