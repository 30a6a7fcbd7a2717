import * as z from 'zod/mini'
import type { RunRow } from '../../shared/run-row.ts'
import type { Store } from '../store/open-store.ts'

/** A run as the database keeps it. The script never holds secrets; those are in the vault under the same id. */
export type RunRecord = Omit<RunRow, 'bytes'>

/** What is written is checked, what is read is forgiven: a damaged row reads as `lost`, whatever else it says. */
export interface RunRecords {
  /** Throws a ZodError for what is no record. */
  add(record: RunRecord, script: string): void
  get(id: string): RunRecord | null
  script(id: string): string | null
  /** Those that were never written down as ended, oldest first. Of these a damaged one is `lost` too. */
  unfinished(): RunRecord[]
  /** At most so many of those that have ended: the last ones, in the order they ended. */
  lastEnded(limit: number): RunRecord[]
  /** Throws a ZodError for what is no record. */
  move(record: Pick<RunRecord, 'id' | 'status' | 'startedAt' | 'endedAt'>): void
}

const status = z.discriminatedUnion('state', [
  z.object({ state: z.literal('queued'), waitsFor: z.enum(['other-run', 'other-console', 'link']) }),
  z.object({ state: z.literal('starting') }),
  z.object({ state: z.literal('running') }),
  z.object({ state: z.literal('cancelling') }),
  z.object({ state: z.literal('exited'), code: z.int().check(z.minimum(0), z.maximum(255)) }),
  z.object({ state: z.literal('cancelled') }),
  z.object({ state: z.literal('interrupted'), by: z.enum(['reboot', 'stopped']) }),
  z.object({ state: z.literal('lost'), why: z.enum(['files-gone', 'died', 'forgotten', 'record-damaged']) }),
  z.object({ state: z.literal('not-started'), why: z.string() }),
])

const time = z.int().check(z.minimum(0))
const moved = z.object({ status, startedAt: z.nullable(time), endedAt: z.nullable(time) })
const row = z.object({
  id: z.string(),
  server_id: z.string(),
  server_name: z.string(),
  title: z.string(),
  by_name: z.string(),
  created_at: z.bigint(),
  started_at: z.nullable(z.bigint()),
  ended_at: z.nullable(z.bigint()),
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
  // Else one number that is none of JavaScript's keeps all rows from being read.
  for (const query of [one, unfinished, lastEnded]) query.setReadBigInts(true)
  const script = store.db.prepare('SELECT script FROM run WHERE id = ?')
  const move = store.db.prepare('UPDATE run SET status = ?, started_at = ?, ended_at = ? WHERE id = ?')
  return {
    add(record, text) {
      const { id, serverId, serverName, title, by } = record
      const { status, startedAt, endedAt } = moved.parse(record)
      const createdAt = time.parse(record.createdAt)
      insert.run(
        id,
        serverId,
        serverName,
        title,
        by,
        createdAt,
        startedAt,
        endedAt,
        JSON.stringify(status),
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
    move({ id, ...now }) {
      const { status, startedAt, endedAt } = moved.parse(now)
      move.run(JSON.stringify(status), startedAt, endedAt, id)
    },
  }
}

function fromRow(found: unknown): RunRecord {
  const { id, server_id, server_name, title, by_name, ...rest } = row.parse(found)
  const common = { id, serverId: server_id, serverName: server_name, title, by: by_name }
  const createdAt = toTime(rest.created_at)
  const startedAt = toTime(rest.started_at)
  const endedAt = toTime(rest.ended_at)
  const state = status.safeParse(fromJson(rest.status))
  const whole =
    createdAt !== null &&
    (rest.started_at === null || startedAt !== null) &&
    (rest.ended_at === null || endedAt !== null)
  if (state.success && whole) return { ...common, createdAt, startedAt, endedAt, status: state.data }
  return {
    ...common,
    createdAt: createdAt ?? 0,
    startedAt,
    endedAt: endedAt ?? startedAt ?? createdAt ?? 0,
    status: { state: 'lost', why: 'record-damaged' },
  }
}

/** Null for what is no time. */
function toTime(value: bigint | null): number | null {
  const { success, data } = time.safeParse(value === null ? null : Number(value))
  return success ? data : null
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
