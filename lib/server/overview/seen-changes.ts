import { type HealthPart, healthParts } from '../../shared/health-row.ts'
import type { Store } from '../store/open-store.ts'

const DAY_MS = 86_400_000
const KEPT_MS = 30 * DAY_MS
const MOST = 60

/** Something that happened on a server without being asked for from here. */
export type SeenChange =
  | { is: 'began'; at: number; part: HealthPart }
  | { is: 'restarted'; at: number; part: HealthPart; said: string }
  | { is: 'rebooted'; at: number }
  | { is: 'outage'; at: number; until: number; part: HealthPart }

/** What was seen of all servers in 30 days, in the database: also what the cluster itself has forgotten since. */
export interface SeenChanges {
  /** Once for each, however often it is seen. True where one of them was news. */
  note(serverId: string, changes: readonly SeenChange[], now: number): boolean
  /** The newest 60, newest first. */
  of(serverId: string): SeenChange[]
}

export function createSeenChanges({ db }: Pick<Store, 'db'>): SeenChanges {
  const add = db.prepare('INSERT OR IGNORE INTO seen_change VALUES (?, ?, ?, ?, ?, ?)')
  const prune = db.prepare('DELETE FROM seen_change WHERE server_id = ? AND at < ?')
  const last = db.prepare('SELECT * FROM seen_change WHERE server_id = ? ORDER BY at DESC LIMIT ?')
  return {
    note(serverId, changes, now) {
      let news = false
      for (const change of changes) {
        if (change.at < now - KEPT_MS) continue
        const part = change.is === 'rebooted' ? '' : change.part
        const until = change.is === 'outage' ? change.until : null
        const said = change.is === 'restarted' ? change.said : ''
        const { changes: added } = add.run(serverId, change.at, change.is, part, until, said)
        if (Number(added) > 0) news = true
      }
      if (news) prune.run(serverId, now - KEPT_MS)
      return news
    },
    of: (serverId) => last.all(serverId, MOST).flatMap((row) => readChange(row) ?? []),
  }
}

function readChange(row: Record<string, unknown>): SeenChange | null {
  const at = Number(row.at)
  if (row.kind === 'rebooted') return { is: 'rebooted', at }
  const part = healthParts.find((one) => one === row.part)
  if (part === undefined) return null
  switch (row.kind) {
    case 'began':
      return { is: 'began', at, part }
    case 'restarted':
      return { is: 'restarted', at, part, said: String(row.said) }
    case 'outage':
      return { is: 'outage', at, until: Number(row.until), part }
    default:
      return null
  }
}
