import * as z from 'zod/mini'
import { type StepId, stepIds } from '../../../shared/install.ts'
import type { Store } from '../../store/open-store.ts'
import type { Wish } from './wishes.ts'

/** A run of a step that has ended, and what came of it. Times in milliseconds. */
export interface StepRun {
  runId: string
  step: StepId
  what: Wish['what']
  /** `done-anyway`: it ended with an error, and the check finds it done. `again`: cut off by the server, not by us. */
  outcome: 'done' | 'done-anyway' | 'failed' | 'stopped' | 'again'
  endedAt: number
  tookMs: number
}

export interface StepRuns {
  add(serverId: string, run: StepRun): void
  /** The last runs of the steps themselves, newest first. */
  last(serverId: string): StepRun[]
}

/** More than anybody runs in one install; the speed of a server is judged by its last ones. */
const LAST = 300

const row = z.object({
  runId: z.string(),
  step: z.enum(stepIds),
  what: z.literal('step'),
  outcome: z.enum(['done', 'done-anyway', 'failed', 'stopped', 'again']),
  endedAt: z.number(),
  tookMs: z.number(),
})

export function createStepRuns({ db }: Store): StepRuns {
  const insert = db.prepare(
    'INSERT INTO install_run (run_id, server_id, step, what, outcome, ended_at, took_ms) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const last = db.prepare(`
    SELECT run_id AS runId, step, what, outcome, ended_at AS endedAt, took_ms AS tookMs FROM install_run
    WHERE server_id = ? AND what = 'step' ORDER BY ended_at DESC, rowid DESC LIMIT ${LAST}`)
  return {
    add: (serverId, { runId, step, what, outcome, endedAt, tookMs }) =>
      void insert.run(runId, serverId, step, what, outcome, endedAt, tookMs),
    last: (serverId) => last.all(serverId).map((found) => row.parse(found)),
  }
}
