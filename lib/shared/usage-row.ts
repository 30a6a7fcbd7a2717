import type { Amounts, PodRow } from './pod-row.ts'

/** What a pod or a node uses, as metrics.k8s.io measured it last: all containers together. */
export interface UsageRow extends Amounts {
  /** `usageKey`: metrics have no uid. */
  key: string
  /** When it was measured, by the server's clock: milliseconds since the epoch. */
  at: number
}

/** Measurements of the last hour, oldest first, as three lists of one length. Times as in `UsageRow`. */
export interface UsageHistory {
  at: readonly number[]
  cpuMilli: readonly number[]
  memoryBytes: readonly number[]
}

/** How long measurements are kept: milliseconds. */
export const USAGE_KEPT_MS = 60 * 60_000

/** Names what is measured. `namespace`: null for a node. */
export function usageKey(namespace: string | null, name: string): string {
  return namespace === null ? name : `${namespace}/${name}`
}

/** What a pod uses now. Null where it was not measured yet, or what was measured was a namesake of before. */
export function usageOfPod(
  { namespace, name, createdAt }: Pick<PodRow, 'namespace' | 'name' | 'createdAt'>,
  usage: ReadonlyMap<string, UsageRow>,
): UsageRow | null {
  const row = usage.get(usageKey(namespace, name))
  return row !== undefined && row.at >= createdAt ? row : null
}
