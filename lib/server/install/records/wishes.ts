import * as z from 'zod/mini'
import { type InstallRow, type StepId, stepIds } from '../../../shared/install.ts'
import type { Store } from '../../store/open-store.ts'

/** What an install is about, as long as it goes. There is one at most per server. */
export interface Wish {
  mode: 'all' | 'one'
  what: 'step' | 'remedy' | 'undo'
  /** The step that it is at. */
  step: StepId
  /** Whose remedy it is; null where `what` is no remedy. */
  fault: string | null
  /** The run that was written down with this; null while it is not known yet what runs next. */
  runId: string | null
  /** Somebody asked for this very step: it runs even where its check says done. */
  forced: boolean
  /** How often each step was run since it was started. */
  tries: Partial<Record<StepId, number>>
  by: string
  startedAt: number
  pauseAfter: boolean
  stopping: boolean
}

/** How the last wish ended. */
export type WishEnd = NonNullable<InstallRow['ended']> & Pick<Wish, 'mode'>

export interface WishRecords {
  of(serverId: string): Wish | null
  save(serverId: string, wish: Wish): void
  /** The wish is over: it goes, and this stays. */
  end(serverId: string, end: WishEnd): void
  endOf(serverId: string): WishEnd | null
  /** The servers that have one. */
  servers(): string[]
}

const stepId = z.enum(stepIds)
const mode = z.enum(['all', 'one'])
const flag = z.pipe(
  z.number(),
  z.transform((value) => value === 1),
)
const json = z.pipe(
  z.string(),
  z.transform((text) => JSON.parse(text) as unknown),
)

const wishRow = z.object({
  mode,
  what: z.enum(['step', 'remedy', 'undo']),
  step: stepId,
  fault: z.nullable(z.string()),
  runId: z.nullable(z.string()),
  forced: flag,
  tries: z.pipe(json, z.partialRecord(stepId, z.number())),
  by: z.string(),
  startedAt: z.number(),
  pauseAfter: flag,
  stopping: flag,
})
const endRow = z.object({
  how: z.enum(['finished', 'paused', 'failed', 'stopped']),
  mode,
  step: stepId,
  says: z.string(),
  at: z.number(),
})

export function createWishRecords({ db }: Store): WishRecords {
  const select = db.prepare(`
    SELECT mode, what, step, fault, run_id AS runId, forced, tries, by_name AS "by", started_at AS startedAt,
      pause_after AS pauseAfter, stopping
    FROM install_wish WHERE server_id = ?`)
  const upsert = db.prepare(`
    INSERT OR REPLACE INTO install_wish
      (server_id, mode, what, step, fault, run_id, forced, tries, by_name, started_at, pause_after, stopping)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const remove = db.prepare('DELETE FROM install_wish WHERE server_id = ?')
  const servers = db.prepare('SELECT server_id AS id FROM install_wish')
  const selectEnd = db.prepare('SELECT how, mode, step, says, at FROM install_end WHERE server_id = ?')
  const upsertEnd = db.prepare(
    'INSERT OR REPLACE INTO install_end (server_id, how, mode, step, says, at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return {
    of(serverId) {
      const found = select.get(serverId)
      return found ? wishRow.parse(found) : null
    },
    save(serverId, wish) {
      upsert.run(
        serverId,
        wish.mode,
        wish.what,
        wish.step,
        wish.fault,
        wish.runId,
        wish.forced ? 1 : 0,
        JSON.stringify(wish.tries),
        wish.by,
        wish.startedAt,
        wish.pauseAfter ? 1 : 0,
        wish.stopping ? 1 : 0,
      )
    },
    end(serverId, { how, mode, step, says, at }) {
      remove.run(serverId)
      upsertEnd.run(serverId, how, mode, step, says, at)
    },
    endOf(serverId) {
      const found = selectEnd.get(serverId)
      return found ? endRow.parse(found) : null
    },
    servers: () => servers.all().map((row) => z.object({ id: z.string() }).parse(row).id),
  }
}
