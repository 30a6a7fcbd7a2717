import * as z from 'zod/mini'
import type { ConfigRevision } from '../../shared/config-api.ts'
import type { Store } from '../store/open-store.ts'

export interface ConfigRecords {
  /** The newest one; null where none was ever saved. */
  latest(serverId: string): ConfigRevision | null
  of(serverId: string, number: number): ConfigRevision | null
  /** All, newest first, without their texts; a hundred at most. */
  list(serverId: string): Omit<ConfigRevision, 'text'>[]
  add(serverId: string, revision: ConfigRevision): void
}

const row = z.object({
  number: z.number(),
  text: z.string(),
  note: z.string(),
  saved_by: z.string(),
  saved_at: z.number(),
})
const rowWithoutText = z.omit(row, { text: true })

/** Every binder.yaml that was saved here, byte for byte. */
export function createConfigRecords({ db }: Store): ConfigRecords {
  const columns = 'number, text, note, saved_by, saved_at'
  const newest = db.prepare(
    `SELECT ${columns} FROM config_revision WHERE server_id = ? ORDER BY number DESC LIMIT 1`,
  )
  const one = db.prepare(`SELECT ${columns} FROM config_revision WHERE server_id = ? AND number = ?`)
  const all = db.prepare(
    'SELECT number, note, saved_by, saved_at FROM config_revision WHERE server_id = ? ORDER BY number DESC LIMIT 100',
  )
  const insert = db.prepare(
    'INSERT INTO config_revision (server_id, number, text, note, saved_by, saved_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const read = (found: unknown): ConfigRevision | null => {
    if (found === undefined) return null
    const { number, text, note, saved_by, saved_at } = row.parse(found)
    return { number, text, note, by: saved_by, at: saved_at }
  }
  return {
    latest: (serverId) => read(newest.get(serverId)),
    of: (serverId, number) => read(one.get(serverId, number)),
    list: (serverId) =>
      all.all(serverId).map((found) => {
        const { number, note, saved_by, saved_at } = rowWithoutText.parse(found)
        return { number, note, by: saved_by, at: saved_at }
      }),
    add: (serverId, { number, text, note, by, at }) => void insert.run(serverId, number, text, note, by, at),
  }
}
