import * as z from 'zod/mini'
import { confirmation, type GuardedBlast } from './deleting-api.ts'
import type { ObjectRef } from './object-ref.ts'
import { objectRefSchema } from './object-ref-schema.ts'

/** Sessions that are stopped at once, at most: more than any server has. */
const MAX_AT_ONCE = 1_000
/** A week: the hub itself stops whoever was idle for an hour. */
const MAX_IDLE_MINUTES = 7 * 24 * 60

/** The pods of the sessions, by uid: what was shown is what is stopped, and nobody who came meanwhile. */
const pods = z
  .array(objectRefSchema)
  .check(
    z.minLength(1, 'Nobody is chosen.'),
    z.maxLength(MAX_AT_ONCE, `At most ${MAX_AT_ONCE.toLocaleString('en')} sessions are stopped at once.`),
  )

/** POST /api/servers/:server/sessions/stop */
export const stopSessionsInput = z.object({ pods, ...confirmation })

/** POST /api/servers/:server/sessions/stop-repository: those of them that are of this repository. */
export const stopRepositoryInput = z.object({
  repository: z.string().check(z.minLength(1, 'A repository is missing.'), z.maxLength(2_000)),
  pods,
  ...confirmation,
})

/** POST /api/servers/:server/sessions/stop-idle: those of them that have been idle for longer than that. */
export const stopIdleInput = z.object({
  minutes: z
    .int('Give whole minutes.')
    .check(
      z.minimum(1, 'At least a minute.'),
      z.maximum(MAX_IDLE_MINUTES, `At most ${MAX_IDLE_MINUTES.toLocaleString('en')} minutes, a week.`),
    ),
  pods,
  ...confirmation,
})

/** One session that would be stopped. */
export interface StoppedSession {
  object: ObjectRef
  /** "robolab/ros2-intro"; empty where it is not known. */
  repository: string
  ref: string
  /** Milliseconds since the epoch. */
  startedAt: number
  /** Since when nobody was there: milliseconds since the epoch; null where nobody knows. */
  idleSince: number | null
}

/** The answer of …/describe of these three. */
export interface StopBlast extends GuardedBlast {
  goes: StoppedSession[]
  /** Chosen, and not stopped: gone already, or no longer what they were chosen for. */
  stays: { object: ObjectRef; why: string }[]
}
