import * as z from 'zod/mini'
import { type StepCheck, type StepFailure, type StepId, stepIds } from '../../../shared/install.ts'
import type { Store } from '../../store/open-store.ts'
import type { Wish } from './wishes.ts'

/** What is remembered of a step beside what its check says now. */
export interface StepMark {
  skipped: { by: string; at: number } | null
  /** What the check said before we first ran it; null while we never did, or took it off again. */
  foundAs: StepCheck['state'] | null
  failed: { at: number; runId: string | null; what: Wish['what']; failure: StepFailure } | null
}

export interface StepMarks {
  of(serverId: string): ReadonlyMap<StepId, StepMark>
  skip(serverId: string, step: StepId, skipped: { by: string; at: number } | null): void
  /** Null takes the failure away. */
  fail(serverId: string, step: StepId, failed: StepMark['failed']): void
  /** Keeps what is there, unless `foundAs` is null. */
  find(serverId: string, step: StepId, foundAs: StepMark['foundAs']): void
}

const row = z.object({
  step: z.enum(stepIds),
  skipped_by: z.nullable(z.string()),
  skipped_at: z.nullable(z.number()),
  found_as: z.nullable(z.enum(['done', 'open', 'differs', 'broken', 'not-needed', 'unknown'])),
  failure: z.nullable(z.string()),
  failed_what: z.nullable(z.enum(['step', 'remedy', 'undo'])),
  failed_at: z.nullable(z.number()),
  failed_run: z.nullable(z.string()),
})

export function createStepMarks({ db }: Store): StepMarks {
  const select = db.prepare(
    'SELECT step, skipped_by, skipped_at, found_as, failure, failed_what, failed_at, failed_run FROM install_step WHERE server_id = ?',
  )
  const skip = db.prepare(`
    INSERT INTO install_step (server_id, step, skipped_by, skipped_at) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET skipped_by = excluded.skipped_by, skipped_at = excluded.skipped_at`)
  const fail = db.prepare(`
    INSERT INTO install_step (server_id, step, failure, failed_what, failed_at, failed_run) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET failure = excluded.failure, failed_what = excluded.failed_what,
      failed_at = excluded.failed_at, failed_run = excluded.failed_run`)
  const find = db.prepare(`
    INSERT INTO install_step (server_id, step, found_as) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET
      found_as = CASE WHEN excluded.found_as IS NULL THEN NULL ELSE coalesce(found_as, excluded.found_as) END`)
  return {
    of: (serverId) => new Map(select.all(serverId).map(fromRow)),
    skip: (serverId, step, skipped) =>
      void skip.run(serverId, step, skipped?.by ?? null, skipped?.at ?? null),
    fail: (serverId, step, failed) =>
      void fail.run(
        serverId,
        step,
        failed && JSON.stringify(failed.failure),
        failed?.what ?? null,
        failed?.at ?? null,
        failed?.runId ?? null,
      ),
    find: (serverId, step, foundAs) => void find.run(serverId, step, foundAs),
  }
}

function fromRow(found: unknown): [StepId, StepMark] {
  const { step, skipped_by, skipped_at, found_as, failure, failed_what, failed_at, failed_run } =
    row.parse(found)
  const skipped = skipped_by !== null && skipped_at !== null ? { by: skipped_by, at: skipped_at } : null
  const failed =
    failure !== null && failed_what !== null && failed_at !== null
      ? // Written by this program alone.
        { at: failed_at, runId: failed_run, what: failed_what, failure: JSON.parse(failure) as StepFailure }
      : null
  return [step, { skipped, foundAs: found_as, failed }]
}
