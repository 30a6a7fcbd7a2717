import type { HealthPart } from './health-row.ts'
import type { RunState } from './run-row.ts'

/**
 * What changed on one server lately, newest first. One row a server; at most 14 entries, of 14 days. Times in milliseconds
 * since the epoch.
 */
export interface ChangesRow {
  serverId: string
  changes: readonly Change[]
}

/** Parts of BinderHub that began anew with it; empty for most. */
interface WithParts {
  at: number
  began: readonly HealthPart[]
}

export type Change =
  | (WithParts & { is: 'run'; runId: string; title: string; by: string; status: RunState })
  /** Runs that followed each other and all went well, as those of an install do. */
  | (WithParts & { is: 'runs'; count: number; lastId: string; lastTitle: string; by: string })
  /** `action` as in the audit: "workload.scale". `subject`: what it was done to. */
  | (WithParts & { is: 'action'; action: string; subject: string; by: string; failed: boolean })
  | (WithParts & { is: 'revision'; release: string; revision: number; status: string })
  | (WithParts & { is: 'rebooted' })
  /** Nobody from here did it, as far as is known. */
  | (WithParts & { is: 'began' })
  /** A part ended by itself and was started again. */
  | { is: 'restarted'; at: number; part: HealthPart; said: string }
  /** A part did not work for a while. */
  | { is: 'outage'; at: number; until: number; part: HealthPart }
