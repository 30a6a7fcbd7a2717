import * as z from 'zod/mini'
import type { StepCheck, StepId } from '../../../shared/install.ts'
import type { Store } from '../../store/open-store.ts'

export type Checks = ReadonlyMap<StepId, StepCheck>

/** What a look found. Times in milliseconds. */
export interface KeptLook {
  checks: Checks
  at: number
  tookMs: number
}

/** The last look at each server: what lists show until somebody looks again. Nothing is ever done by it. */
export interface LookRecords {
  of(serverId: string): KeptLook | null
  save(serverId: string, look: KeptLook): void
}

const row = z.object({ checks: z.string(), at: z.number(), tookMs: z.number() })

export function createLookRecords({ db }: Store): LookRecords {
  const select = db.prepare('SELECT checks, at, took_ms AS tookMs FROM install_look WHERE server_id = ?')
  const upsert = db.prepare(
    'INSERT OR REPLACE INTO install_look (server_id, checks, at, took_ms) VALUES (?, ?, ?, ?)',
  )
  return {
    of(serverId) {
      const found = select.get(serverId)
      if (!found) return null
      const { checks, at, tookMs } = row.parse(found)
      // Written by this program alone.
      return { checks: new Map(JSON.parse(checks) as [StepId, StepCheck][]), at, tookMs }
    },
    save: (serverId, { checks, at, tookMs }) =>
      void upsert.run(serverId, JSON.stringify([...checks]), at, tookMs),
  }
}
