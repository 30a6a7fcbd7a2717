import type { PodRow } from '../../lib/shared/pod-row.ts'
import { compareText } from '../tables/column.ts'
import { badness } from './pod-health.ts'

/** Pods in the order in which trouble is looked for; those that are alike by their names. */
export function worstFirst(pods: readonly PodRow[]): PodRow[] {
  return pods.toSorted(
    (a, b) =>
      badness(a) - badness(b) ||
      compareText(a.status, b.status) ||
      compareText(a.namespace, b.namespace) ||
      compareText(a.name, b.name),
  )
}
