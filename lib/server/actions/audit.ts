import { newId } from '../store/ids.ts'
import type { Store } from '../store/open-store.ts'

export type AuditOutcome = 'begun' | 'done' | 'failed' | 'refused'

/** Who did what to what. Never input: it may hold secrets. */
export interface AuditSubject {
  personName: string
  address: string
  /** noun.verb */
  action: string
  target: string
  /** The server it is done on; null or absent where it is none. */
  serverId?: string | null
}

/** The append-only list of what was done; the database itself refuses to change or delete its rows. */
export interface Audit {
  /** One row; rows of one action share its id. `detail`: the problem's code when it failed. */
  write(actionId: string, subject: AuditSubject, outcome: AuditOutcome, detail?: string): void
  newActionId(): string
}

const TARGET_MAX = 300

/** The audit of this store. `now`: milliseconds since the epoch. A target is cut at 300 characters. */
export function createAudit(store: Store, now: () => number = Date.now): Audit {
  const insert = store.db.prepare(
    'INSERT INTO audit (action_id, at, person_name, address, action, target, outcome, detail, server_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  return {
    newActionId: newId,
    write(actionId, { personName, address, action, target, serverId = null }, outcome, detail = '') {
      const shown = target.slice(0, TARGET_MAX)
      insert.run(actionId, now(), personName, address, action, shown, outcome, detail, serverId)
    },
  }
}
