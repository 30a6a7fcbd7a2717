import { formatAge } from '../format.ts'
import { idleMs, type Session } from './session.ts'

/**
 * The hub hears of activity every five minutes. Whoever was there ten minutes ago may be reading; said from then on.
 */
export const IDLE_FROM_MS = 10 * 60_000
/** A session that has just begun is known to the cluster before it is to those who ask the hub now and then. */
const ORPHAN_FROM_MS = 2 * 60_000

/** Of the design's status language: worst first. */
export const sessionKinds = ['fail', 'warn', 'wait', 'work', 'ok', 'skip'] as const

export interface SessionStatus {
  kind: (typeof sessionKinds)[number]
  /** "Idle 41 min", "No free GPU 40 s". */
  word: string
}

interface Now {
  /** Milliseconds since the epoch, by the engine's clock. */
  now: number
  /** True while the hub's list is of this moment: only then does a session lack in it. */
  hubAnswers: boolean
}

/** How a session is, in the words of its person's room: what it waits for, whether somebody is there. */
export function sessionStatus(session: Session, { now, hubAnswers }: Now): SessionStatus {
  const { pod, hub } = session
  if (pod.deletingAt !== null) return { kind: 'work', word: 'Stopping' }
  if (pod.phase === 'Succeeded') return { kind: 'skip', word: 'Ended' }
  const trouble = troubleOf(session)
  if (trouble !== null) return { kind: 'fail', word: trouble }
  const age = formatAge(Math.max(0, now - pod.createdAt))
  if (pod.node === null) return { kind: 'wait', word: `${shortageIn(pod.message)} ${age}` }
  if (pod.ready.is < pod.ready.of) return { kind: 'work', word: `Starting ${age}` }
  if (hub?.state === 'stopping') return { kind: 'work', word: 'Stopping' }
  if (pod.restarts > 0) {
    const why = pod.lastEnd?.reason === 'OOMKilled' ? 'Out of memory' : 'Restarted'
    return { kind: 'warn', word: `${why} ${pod.restarts}×` }
  }
  if (hub === null && hubAnswers && now - pod.createdAt > ORPHAN_FROM_MS)
    return { kind: 'warn', word: 'Orphan' }
  const idle = idleMs(session, now)
  if (idle !== null && idle >= IDLE_FROM_MS) return { kind: 'ok', word: `Idle ${formatAge(idle)}` }
  return { kind: 'ok', word: 'Running' }
}

/** What keeps it from ever running; null where nothing does. */
function troubleOf({ pod: { status, phase, restarts } }: Session): string | null {
  if (status === 'Evicted') return 'Evicted'
  if (/ImagePull|ErrImage|InvalidImage/.test(status)) return 'Image cannot be pulled'
  if (status === 'OOMKilled') return 'Out of memory'
  if (/CrashLoop/.test(status)) return `Crashed ${restarts === 1 ? 'once' : `${restarts} times`}`
  if (phase === 'Failed' || /(Err|Error|Failed|CannotRun|BackOff)$/.test(status)) return 'Failed'
  return null
}

/** What the scheduler says is missing. */
function shortageIn(message: string): string {
  if (/Insufficient \S*gpu/i.test(message)) return 'No free GPU'
  if (/Insufficient memory/.test(message)) return 'No free memory'
  if (/Insufficient cpu/.test(message)) return 'No free processor'
  if (/Too many pods/.test(message)) return 'No free place'
  return 'Waiting'
}
