import * as z from 'zod/mini'
import { type Addition, type StepId, stepIds } from '../../../shared/install.ts'
import type { Store } from '../../store/open-store.ts'

/** What happened to a thing of the server, as the uninstall wants to know it. */
export interface Change {
  at: number
  by: string
  step: StepId
  /** Null where nothing ran. */
  runId: string | null
  /** `found`: there before us, and as the plan wants it. `changed`: there before us, and made so. */
  how: 'added' | 'changed' | 'found' | 'undone'
  thing: Addition
}

/** Append-only: what a step put on the server, or found there. */
export interface Changes {
  add(serverId: string, change: Change): void
  /** Oldest first. */
  of(serverId: string): Change[]
}

const row = z.object({
  at: z.number(),
  by: z.string(),
  step: z.enum(stepIds),
  runId: z.nullable(z.string()),
  how: z.enum(['added', 'changed', 'found', 'undone']),
  kind: z.string(),
  name: z.string(),
})

export function createChanges({ db }: Store): Changes {
  const insert = db.prepare(
    'INSERT INTO install_change (server_id, at, by_name, step, run_id, how, kind, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const select = db.prepare(`
    SELECT at, by_name AS "by", step, run_id AS runId, how, kind, name FROM install_change
    WHERE server_id = ? ORDER BY seq`)
  return {
    add: (serverId, { at, by, step, runId, how, thing }) =>
      void insert.run(serverId, at, by, step, runId, how, thing.kind, thing.name),
    of: (serverId) =>
      select.all(serverId).map((found) => {
        const { kind, name, ...change } = row.parse(found)
        // Only additions of steps are written.
        return { ...change, thing: { kind: kind as Addition['kind'], name } }
      }),
  }
}
