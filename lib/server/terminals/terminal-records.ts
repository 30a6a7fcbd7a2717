import * as z from 'zod/mini'
import type { TerminalPlace } from '../../shared/terminal-row.ts'
import type { Store } from '../store/open-store.ts'

/** An open terminal as the database keeps it. */
export interface TerminalRecord {
  id: string
  serverId: string
  /** Of the session in which it was opened: its end is the terminal's. */
  sessionId: string
  personId: string
  personName: string
  address: string
  place: TerminalPlace
  title: string
  /** The program's name. */
  shell: string
  /** Where its holder is found; null where none outlives us. */
  socket: string | null
  cols: number
  rows: number
  openedAt: number
}

export interface TerminalRecords {
  add(record: TerminalRecord): void
  rename(id: string, title: string): void
  remove(id: string): void
  /** Oldest first. One that cannot be read is left out, and taken away. */
  all(): TerminalRecord[]
}

const place = z.discriminatedUnion('on', [
  z.object({ on: z.literal('server'), user: z.string() }),
  z.object({
    on: z.literal('pod'),
    namespace: z.string(),
    pod: z.string(),
    uid: z.string(),
    container: z.string(),
    debug: z.boolean(),
  }),
])

const row = z.object({
  id: z.string(),
  server_id: z.string(),
  session_id: z.string(),
  person_id: z.string(),
  person_name: z.string(),
  address: z.string(),
  place: z.string(),
  title: z.string(),
  shell: z.string(),
  socket: z.nullable(z.string()),
  cols: z.int(),
  rows: z.int(),
  opened_at: z.int(),
})

/** The table of open terminals. It goes with their servers and sessions. */
export function createTerminalRecords(store: Store): TerminalRecords {
  const insert = store.db.prepare('INSERT INTO terminal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const rename = store.db.prepare('UPDATE terminal SET title = ? WHERE id = ?')
  const remove = store.db.prepare('DELETE FROM terminal WHERE id = ?')
  const select = store.db.prepare('SELECT * FROM terminal ORDER BY opened_at, rowid')
  return {
    add(record) {
      insert.run(
        record.id,
        record.serverId,
        record.sessionId,
        record.personId,
        record.personName,
        record.address,
        JSON.stringify(record.place),
        record.title,
        record.shell,
        record.socket,
        record.cols,
        record.rows,
        record.openedAt,
      )
    },
    rename: (id, title) => void rename.run(title, id),
    remove: (id) => void remove.run(id),
    all: () =>
      select.all().flatMap((found) => {
        try {
          const known = row.parse(found)
          return [
            {
              id: known.id,
              serverId: known.server_id,
              sessionId: known.session_id,
              personId: known.person_id,
              personName: known.person_name,
              address: known.address,
              place: place.parse(JSON.parse(known.place)),
              title: known.title,
              shell: known.shell,
              socket: known.socket,
              cols: known.cols,
              rows: known.rows,
              openedAt: known.opened_at,
            },
          ]
        } catch {
          remove.run(String(found.id))
          return []
        }
      }),
  }
}
