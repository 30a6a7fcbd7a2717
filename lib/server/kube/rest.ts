import type { ServerLink } from '../ssh/link-types.ts'

/**
 * Waits so many milliseconds, and not at all for what cannot come: while the link is away it waits for the link
 * alone, and ends when that is back. Ends early when `signal` aborts; never rejects.
 */
export function rest(
  ms: number,
  link: Pick<ServerLink, 'state' | 'onState'>,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined
    let wasOnline = link.state.state === 'online'
    const end = (): void => {
      clearTimeout(timer)
      stop()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const stop = link.onState((state) => {
      const isOnline = state.state === 'online'
      if (isOnline && !wasOnline) end()
      // Another fact about a link that is up: it tells so every few seconds.
      else if (!isOnline) clearTimeout(timer)
      wasOnline = isOnline
    })
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    else if (wasOnline) timer = setTimeout(end, ms)
  })
}
