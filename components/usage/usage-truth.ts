import type { ClusterTable } from '../../lib/client/use-cluster-table.ts'
import type { Problem } from '../../lib/shared/problem.ts'

/** How far what is shown of use can be believed. */
export type UsageTruth =
  | { is: 'reading' }
  | { is: 'measured' }
  /** There is no metrics-server. */
  | { is: 'absent' }
  /** It is there, and nothing came of it yet. */
  | { is: 'away'; problem: Problem }
  /** What is shown is of `since`: milliseconds since the epoch. */
  | { is: 'old'; since: number; problem: Problem | null }

export function usageTruth({
  state,
  since,
  problem,
}: Pick<ClusterTable<unknown>, 'state' | 'since' | 'problem'>): UsageTruth {
  if (state === 'live') return { is: 'measured' }
  if (problem?.code === 'no_metrics') return { is: 'absent' }
  if (state === 'stale' && since !== null) return { is: 'old', since, problem }
  return problem === null ? { is: 'reading' } : { is: 'away', problem }
}

/** True for a trouble of measuring alone: all others stand on the page already. */
export function isOfMeasuring({ code }: Problem): boolean {
  return code === 'no_metrics' || code === 'metrics_unreachable'
}
