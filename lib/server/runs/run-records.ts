import * as z from 'zod/mini'
import type { RunState } from '../../shared/run-row.ts'
import type { Store } from '../store/open-store.ts'

/** A run as the database keeps it. The script never holds secrets; those are in the vault under the same id. */
export interface RunRecord {
  id: string
  serverId: string
  serverName: string
  title: string
  by: string
  createdAt: number
  startedAt: number | null
  endedAt: number | null
  status: RunState
}

export interface RunRecords {
  add(record: RunRecord, script: string): void
  get(id: string): RunRecord | null
  script(id: string): string | null
  /** Those that have not ended, oldest first. */
  unfinished(): RunRecord[]
  /** At most so many of those that have ended: the last ones, in the order they ended. */
  lastEnded(limit: number): RunRecord[]
  move(record: Pick<RunRecord, 'id' | 'status' | 'startedAt' | 'endedAt'>): void
}

const status = z.discriminatedUnion('state', [
  z.object({ state: z.literal('queued'), waitsFor: z.enum(['other-run', 'other-console', 'link']) }),
  z.object({ state: z.literal('starting') }),
  z.object({ state: z.literal('running') }),
  z.object({ state: z.literal('cancelling') }),
  z.object({ state: z.literal('exited'), code: z.int() }),
  z.object({ state: z.literal('cancelled') }),
  z.object({ state: z.literal('interrupted'), by: z.enum(['reboot', 'stopped']) }),
  z.object({ state: z.literal('lost'), why: z.enum(['files-gone', 'died', 'forgotten']) }),
  z.object({ state: z.literal('not-started'), why: z.string() }),
])

const time = z.nullable(z.number())
const row = z.object({
  id: z.string(),
  server_id: z.string(),
  server_name: z.string(),
  title: z.string(),
  by_name: z.string(),
  created_at: z.number(),
  started_at: time,
  ended_at: time,
  status: z.string(),
})

const COLUMNS = 'id, server_id, server_name, title, by_name, created_at, started_at, ended_at, status'

export function createRunRecords(store: Store): RunRecords {
  const insert = store.db.prepare(
    `INSERT INTO run (${COLUMNS}, script) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const one = store.db.prepare(`SELECT ${COLUMNS} FROM run WHERE id = ?`)
  // Two runs may be made in one millisecond; rowid keeps their order.
  const unfinished = store.db.prepare(
    `SELECT ${COLUMNS} FROM run WHERE ended_at IS NULL ORDER BY created_at, rowid`,
  )
  const lastEnded = store.db.prepare(
    `SELECT ${COLUMNS} FROM run WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, rowid DESC LIMIT ?`,
  )
  const script = store.db.prepare('SELECT script FROM run WHERE id = ?')
  const move = store.db.prepare('UPDATE run SET status = ?, started_at = ?, ended_at = ? WHERE id = ?')
  return {
    add(record, text) {
      const { id, serverId, serverName, title, by, createdAt, startedAt, endedAt } = record
      insert.run(
        id,
        serverId,
        serverName,
        title,
        by,
        createdAt,
        startedAt,
        endedAt,
        JSON.stringify(record.status),
        text,
      )
    },
    get(id) {
      const found = one.get(id)
      return found ? fromRow(found) : null
    },
    script(id) {
      const found = script.get(id)
      return found ? z.object({ script: z.string() }).parse(found).script : null
    },
    unfinished: () => unfinished.all().map(fromRow),
    lastEnded: (limit) => lastEnded.all(limit).map(fromRow).reverse(),
    move({ id, status, startedAt, endedAt }) {
      move.run(JSON.stringify(status), startedAt, endedAt, id)
    },
  }
}

function fromRow(found: unknown): RunRecord {
  const { id, server_id, server_name, title, by_name, created_at, started_at, ended_at, ...rest } =
    row.parse(found)
  return {
    id,
    serverId: server_id,
    serverName: server_name,
    title,
    by: by_name,
    createdAt: created_at,
    startedAt: started_at,
    endedAt: ended_at,
    status: status.parse(JSON.parse(rest.status)),
  }
}
