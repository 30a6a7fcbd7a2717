import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerLink } from '../ssh/link-types.ts'

const ASK_MS = 60_000
const REFUSED_MS = 30_000

/** Waits for the link, however long that takes and whatever it says meanwhile. Rejects only when `signal` aborts. */
export async function whenOnline(link: ServerLink, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    try {
      return await link.whenOnline({ deadlineMs: ASK_MS, signal })
    } catch {
      // Refused: a person has to act first, which shows as another state. Offline: nothing is lost by asking again.
      await nextState(link, signal)
    }
  }
}

async function nextState(link: ServerLink, signal: AbortSignal): Promise<void> {
  const heard = new AbortController()
  const stopListening = link.onState(() => heard.abort())
  try {
    await sleep(REFUSED_MS, undefined, { signal: AbortSignal.any([signal, heard.signal]) })
  } catch {
    signal.throwIfAborted()
  } finally {
    stopListening()
  }
}
