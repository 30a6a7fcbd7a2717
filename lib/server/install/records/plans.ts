import * as z from 'zod/mini'
import { type Plan, planSchema } from '../../../shared/plan.ts'
import type { Store } from '../../store/open-store.ts'

/** A plan as it was saved last. Times in milliseconds since the epoch. */
export interface SavedPlan {
  /** Null where what is kept is no plan of this version of Bindery: it has to be saved anew. */
  plan: Plan | null
  /** Grows with each save, from 1. */
  revision: number
  savedBy: string
  savedAt: number
  /** Of the registry's token (token-mark.ts); null where there is none, or it was saved before there were marks. */
  tokenMark: string | null
}

export interface PlanRecords {
  /** Null where none was ever saved. */
  of(serverId: string): SavedPlan | null
  save(serverId: string, saved: SavedPlan): void
}

const row = z.object({
  plan: z.string(),
  revision: z.number(),
  saved_by: z.string(),
  saved_at: z.number(),
  token_mark: z.nullable(z.string()),
})

export function createPlanRecords({ db }: Store): PlanRecords {
  const select = db.prepare(
    'SELECT plan, revision, saved_by, saved_at, token_mark FROM install_plan WHERE server_id = ?',
  )
  const upsert = db.prepare(`
    INSERT INTO install_plan (server_id, plan, revision, saved_by, saved_at, token_mark)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (server_id) DO UPDATE SET
      plan = excluded.plan, revision = excluded.revision, saved_by = excluded.saved_by, saved_at = excluded.saved_at,
      token_mark = excluded.token_mark`)
  return {
    of(serverId) {
      const found = select.get(serverId)
      if (!found) return null
      const { plan, revision, saved_by, saved_at, token_mark } = row.parse(found)
      const parsed = planSchema.safeParse(JSON.parse(plan))
      return {
        plan: parsed.data ?? null,
        revision,
        savedBy: saved_by,
        savedAt: saved_at,
        tokenMark: token_mark,
      }
    },
    save: (serverId, { plan, revision, savedBy, savedAt, tokenMark }) =>
      void upsert.run(serverId, JSON.stringify(plan), revision, savedBy, savedAt, tokenMark),
  }
}
