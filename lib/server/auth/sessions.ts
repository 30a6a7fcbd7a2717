import { createHash, randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { type Role, roles, type SessionRow } from '../../shared/account-api.ts'
import { newId } from '../store/ids.ts'
import type { Store } from '../store/open-store.ts'
import { unwritableProblem } from '../store/unwritable.ts'

/** A session lasts so long after its last use, by a request or an open socket, in milliseconds. */
export const SESSION_MS = 12 * 60 * 60_000
const SEEN_EVERY_MS = 60_000

/** Whose session a token is. */
export interface SessionHolder {
  sessionId: string
  personId: string
  name: string
  role: Role
}

/** What is known of the device at sign-in; shown in the list of devices, never trusted. */
export interface Device {
  device: string
  address: string
}

/**
 * Who is signed in, on which devices. Only the SHA-256 of a token is stored: whoever reads the database cannot
 * sign in with it. The methods that end sessions only change rows, so that they fit in a transaction; the caller
 * passes what they answer to `announceEnded` once that is committed.
 */
export interface Sessions {
  start(personId: string, device: Device): { sessionId: string; token: string }
  /** Null for an unknown, ended or expired token. Using a session makes it last longer. */
  find(token: string): SessionHolder | null
  /** An open socket uses its session: somebody watches. Ended, expired or unknown ones stay so. */
  keep(sessionId: string): void
  /** Newest use first. */
  list(personId: string, currentId: string): SessionRow[]
  /** Ends one session of that person; somebody else's, or none, answers an empty list. */
  endOne(personId: string, sessionId: string): string[]
  endAll(personId: string, but?: string): string[]
  /**
   * Ends sessions of that person for this process while the database cannot be written, and tells everybody; their
   * rows go when it can be written again. `only`: this one; `but`: all others. Answers how many.
   */
  endUnwritten(personId: string, which: { only?: string; but?: string }): number
  announceEnded(sessionIds: readonly string[]): void
  /** Called with the id of each session that ended, in whatever way. Returns how to stop listening. */
  onEnded(listener: (sessionId: string) => void): () => void
  /** Removes what expired, and notices what another process (`npm run admin`) ended. */
  sweep(): void
}

const holderRow = z.object({
  session_id: z.string(),
  person_id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  seen_at: z.int(),
})
const sessionRow = z.object({
  id: z.string(),
  device: z.string(),
  address: z.string(),
  signed_in_at: z.int(),
  seen_at: z.int(),
})

/** The sessions in this store. `now`: milliseconds since the epoch. */
export function createSessions(store: Store, now: () => number = Date.now): Sessions {
  const { db } = store
  const insert = db.prepare(
    'INSERT INTO session (id, person_id, token_hash, device, address, signed_in_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const byToken = db.prepare(
    `SELECT session.id AS session_id, person.id AS person_id, person.name, person.role, session.seen_at
     FROM session JOIN person ON person.id = session.person_id WHERE token_hash = ? AND expires_at > ?`,
  )
  const touch = db.prepare('UPDATE session SET seen_at = ?, expires_at = ? WHERE id = ?')
  const touchPerson = db.prepare('UPDATE person SET last_seen_at = ? WHERE id = ?')
  const ofPerson = db.prepare(
    'SELECT id, device, address, signed_in_at, seen_at FROM session WHERE person_id = ? AND expires_at > ? ORDER BY seen_at DESC, id',
  )
  const deleteOne = db.prepare('DELETE FROM session WHERE person_id = ? AND id = ? RETURNING id')
  const deleteAll = db.prepare('DELETE FROM session WHERE person_id = ? AND id IS NOT ? RETURNING id')
  const deleteExpired = db.prepare('DELETE FROM session WHERE expires_at <= ?')
  const deleteById = db.prepare('DELETE FROM session WHERE id = ?')
  const dueById = db.prepare('SELECT person_id FROM session WHERE id = ? AND expires_at > ? AND seen_at <= ?')
  const allIds = db.prepare('SELECT id FROM session')

  const listeners = new Set<(sessionId: string) => void>()
  // Sessions that this process let in, and whose sockets may therefore be open.
  const letIn = new Set<string>()
  // Ended sessions whose rows could not be deleted yet.
  const unwritten = new Set<string>()

  const see = (sessionId: string, personId: string, at: number): void => {
    try {
      touch.run(at, at + SESSION_MS, sessionId)
      touchPerson.run(at, personId)
    } catch (error) {
      // A full disk must not keep anybody from signing out: the session then merely lasts no longer than before.
      if (!unwritableProblem(error)) throw error
    }
  }

  const sessions: Sessions = {
    start(personId, { device, address }) {
      const token = randomBytes(32).toString('base64url')
      const sessionId = newId()
      const at = now()
      insert.run(sessionId, personId, hashOf(token), device, address, at, at, at + SESSION_MS)
      touchPerson.run(at, personId)
      return { sessionId, token }
    },
    find(token) {
      const at = now()
      const found = byToken.get(hashOf(token), at)
      if (!found) return null
      const row = holderRow.parse(found)
      if (unwritten.has(row.session_id)) return null
      if (at - row.seen_at >= SEEN_EVERY_MS) see(row.session_id, row.person_id, at)
      letIn.add(row.session_id)
      return { sessionId: row.session_id, personId: row.person_id, name: row.name, role: row.role }
    },
    keep(sessionId) {
      const at = now()
      const due = dueById.get(sessionId, at, at - SEEN_EVERY_MS)
      if (due && !unwritten.has(sessionId)) see(sessionId, String(due.person_id), at)
    },
    list: (personId, currentId) =>
      ofPerson
        .all(personId, now())
        .map((found) => sessionRow.parse(found))
        .filter((row) => !unwritten.has(row.id))
        .map((row) => ({
          id: row.id,
          current: row.id === currentId,
          device: row.device,
          address: row.address,
          signedInAt: row.signed_in_at,
          seenAt: row.seen_at,
        })),
    endOne: (personId, sessionId) => deleteOne.all(personId, sessionId).map((row) => String(row.id)),
    endAll: (personId, but) => deleteAll.all(personId, but ?? null).map((row) => String(row.id)),
    endUnwritten(personId, { only, but }) {
      const ended = sessions
        .list(personId, '')
        .map(({ id }) => id)
        .filter((id) => (only === undefined || id === only) && id !== but)
      for (const id of ended) unwritten.add(id)
      sessions.announceEnded(ended)
      return ended.length
    },
    announceEnded(sessionIds) {
      for (const sessionId of sessionIds) {
        letIn.delete(sessionId)
        for (const listener of listeners) listener(sessionId)
      }
    },
    onEnded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    sweep() {
      try {
        deleteExpired.run(now())
        for (const id of unwritten) {
          deleteById.run(id)
          unwritten.delete(id)
        }
      } catch (error) {
        if (!unwritableProblem(error)) throw error
      }
      const alive = new Set(allIds.all().map((row) => String(row.id)))
      sessions.announceEnded([...letIn].filter((sessionId) => !alive.has(sessionId)))
    },
  }
  return sessions
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
