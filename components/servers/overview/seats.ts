import { idleMs, type Session } from '../../../lib/shared/people/session.ts'

/** Who did nothing for so long may be asked to leave, or may come back from lunch. */
export const IDLE_MS = 30 * 60_000
/** More squares than this nobody counts. */
const MOST = 100

export interface Seats {
  active: number
  idle: number
  free: number
  /** Seats that one square stands for; the last of each kind may stand for fewer. */
  each: number
  squares: { active: number; idle: number; free: number }
}

/** The seats of a server as a strip of squares. `free` is null where nobody knows how many more fit. */
export function seatsOf(sessions: readonly Session[], free: number | null, now: number): Seats {
  const idle = sessions.filter((session) => (idleMs(session, now) ?? 0) >= IDLE_MS).length
  const active = sessions.length - idle
  const open = free ?? 0
  const each = Math.max(1, Math.ceil((sessions.length + open) / MOST))
  const squares = (count: number): number => Math.ceil(count / each)
  return {
    active,
    idle,
    free: open,
    each,
    squares: { active: squares(active), idle: squares(idle), free: squares(open) },
  }
}
