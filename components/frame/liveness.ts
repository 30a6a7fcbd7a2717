import type { LinkState } from '../../lib/shared/link-state.ts'

/** Over this without a sign of life, data is called behind; over STALE_MS, or without a link, stale. */
const BEHIND_MS = 10_000
const STALE_MS = 30_000

/** How far what is on the page can be believed. Times in milliseconds since the epoch, by the engine's clock. */
export type Liveness =
  | { is: 'live'; ageMs: number }
  | { is: 'behind'; ageMs: number }
  | { is: 'stale'; since: number }
  | { is: 'connecting'; since: number }
  | { is: 'offline'; since: number }

/** What the tab knows of its own socket; `lastBeatAt` is null until the first beat, `since` 0 before the page runs. */
export interface SocketView {
  state: 'connecting' | 'live' | 'lost'
  since: number
  lastBeatAt: number | null
}

/**
 * Whatever is oldest decides: our own socket tells of the server only what it heard itself.
 * `link` is absent on pages that are not about one server.
 */
export function liveness(now: number, socket: SocketView, link?: LinkState): Liveness {
  // A page that does not run yet was rendered this moment.
  const lastSign = socket.lastBeatAt ?? (socket.since || now)
  const beatAge = now - lastSign
  if (socket.state === 'lost' || beatAge > STALE_MS) return { is: 'stale', since: lastSign }
  if (link === undefined) return byAge(now, Math.max(0, beatAge))
  switch (link.state) {
    case 'online':
      return byAge(now, Math.max(0, beatAge, now - link.heardAt))
    case 'connecting':
      return { is: 'connecting', since: link.since }
    case 'reconnecting':
      return { is: 'stale', since: link.lastHeardAt ?? link.since }
    case 'refused':
      return { is: 'stale', since: link.since }
    case 'offline':
      return { is: 'offline', since: link.since }
  }
}

function byAge(now: number, ageMs: number): Liveness {
  if (ageMs > STALE_MS) return { is: 'stale', since: now - ageMs }
  return ageMs > BEHIND_MS ? { is: 'behind', ageMs } : { is: 'live', ageMs }
}

/** Since when what is known is of the past; null while it is not. */
export function staleSince(state: Liveness): number | null {
  return state.is === 'stale' ? state.since : null
}

/** True while what is shown is of the past: the page goes grey and what acts is disabled. */
export function isStale(state: Liveness): boolean {
  return state.is === 'stale' || state.is === 'offline'
}
