import { diskParts, type TrendPoint } from '../../shared/disk-row.ts'
import type { Store } from '../store/open-store.ts'
import type { DiskMeasure, PartMeasure } from './measure-disk.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Samples younger than this are all kept; of older ones the first of each six hours. */
const WHOLE_MS = 3 * DAY_MS
const THIN_MS = 6 * HOUR_MS
const KEPT_MS = 90 * DAY_MS

/** What is known of one disk over time: the newest measure and all before it. */
export interface DiskHistory extends DiskMeasure {
  points: TrendPoint[]
}

export interface PartHistory extends PartMeasure {
  points: TrendPoint[]
}

/** How full the disks of all servers were, over 90 days, in the database: some 500 rows a disk. */
export interface DiskSamples {
  /** Keeps one measuring, and drops what is older or closer together than anybody needs. */
  add(serverId: string, at: number, disks: readonly DiskMeasure[], parts: readonly PartMeasure[]): void
  /** The last measuring and what was before it, points oldest first; null for a server that was never measured. */
  of(serverId: string): { at: number; disks: DiskHistory[]; parts: PartHistory[] } | null
}

export function createDiskSamples(store: Store): DiskSamples {
  const { db } = store
  const addDisk = db.prepare('INSERT OR REPLACE INTO disk_sample VALUES (?, ?, ?, ?, ?, ?)')
  const addPart = db.prepare('INSERT OR REPLACE INTO disk_part_sample VALUES (?, ?, ?, ?, ?, ?)')
  const disksAt = db.prepare('SELECT path, total, used, free FROM disk_sample WHERE server_id = ? AND at = ?')
  const partAt = db.prepare(
    'SELECT path, bytes, at_least FROM disk_part_sample WHERE server_id = ? AND at = ? AND part = ?',
  )
  const last = db.prepare('SELECT max(at) AS at FROM disk_sample WHERE server_id = ?')
  const diskPoints = db.prepare(
    'SELECT at, used FROM disk_sample WHERE server_id = ? AND path = ? ORDER BY at',
  )
  const partPoints = db.prepare(
    'SELECT at, bytes AS used FROM disk_part_sample WHERE server_id = ? AND part = ? AND bytes IS NOT NULL AND at_least = 0 ORDER BY at',
  )
  const thinning = [
    ['disk_sample', 'path'],
    ['disk_part_sample', 'part'],
  ].map(([table, what]) => ({
    old: db.prepare(`DELETE FROM ${table} WHERE server_id = ? AND at < ?`),
    thin: db.prepare(
      `DELETE FROM ${table} WHERE server_id = ? AND at < ? AND EXISTS (
         SELECT 1 FROM ${table} AS earlier
         WHERE earlier.server_id = ${table}.server_id AND earlier.${what} = ${table}.${what}
           AND earlier.at < ${table}.at AND earlier.at / ${THIN_MS} = ${table}.at / ${THIN_MS})`,
    ),
  }))

  /** When a server's samples were thinned last; once a day is enough. */
  const thinnedAt = new Map<string, number>()

  const points = (rows: readonly Record<string, unknown>[]): TrendPoint[] =>
    rows.map(({ at, used }) => ({ at: Number(at), used: Number(used) }))

  return {
    add(serverId, at, disks, parts) {
      store.transaction(() => {
        for (const { path, total, used, free } of disks) addDisk.run(serverId, at, path, total, used, free)
        for (const { part, path, bytes, atLeast } of parts)
          addPart.run(serverId, at, part, path, bytes, atLeast ? 1 : 0)
        if (at - (thinnedAt.get(serverId) ?? 0) < DAY_MS) return
        thinnedAt.set(serverId, at)
        for (const { old, thin } of thinning) {
          old.run(serverId, at - KEPT_MS)
          thin.run(serverId, at - WHOLE_MS)
        }
      })
    },
    of(serverId) {
      const at = Number(last.get(serverId)?.at ?? 0)
      if (at === 0) return null
      return {
        at,
        disks: disksAt.all(serverId, at).map(({ path, total, used, free }) => ({
          path: String(path),
          total: Number(total),
          used: Number(used),
          free: Number(free),
          points: points(diskPoints.all(serverId, String(path))),
        })),
        parts: diskParts.flatMap((part) => {
          const row = partAt.get(serverId, at, part)
          if (row === undefined) return []
          const { path, bytes, at_least } = row
          return [
            {
              part,
              path: String(path),
              bytes: bytes === null ? null : Number(bytes),
              atLeast: at_least === 1,
              points: points(partPoints.all(serverId, part)),
            },
          ]
        }),
      }
    },
  }
}
