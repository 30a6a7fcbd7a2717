import type { PodRow } from '../../lib/shared/pod-row.ts'
import { type UsageRow, usageOfPod } from '../../lib/shared/usage-row.ts'

/** A pod, and what it uses. */
export interface PodLine extends PodRow {
  /** Null where it is not measured. */
  usage: UsageRow | null
}

/**
 * Joins pods with what they use. A line stays the same object for as long as both parts do: ten thousand pods are joined
 * with each change of one, and only that one is drawn again.
 */
export function createPodLines() {
  const known = new WeakMap<PodRow, PodLine>()
  let podsBefore: readonly PodRow[] = []
  let usageBefore: ReadonlyMap<string, UsageRow> = new Map()
  let linesBefore: readonly PodLine[] = []

  function lineOf(pod: PodRow, usage: ReadonlyMap<string, UsageRow>): PodLine {
    const row = usageOfPod(pod, usage)
    const before = known.get(pod)
    if (before && before.usage === row) return before
    const line = { ...pod, usage: row }
    known.set(pod, line)
    return line
  }

  return (pods: readonly PodRow[], usage: ReadonlyMap<string, UsageRow>): readonly PodLine[] => {
    const lines = pods.map((pod, index) => {
      // Looking up each of thousands by its name, dozens of times a second, costs more than drawing them.
      const before = usage === usageBefore && pod === podsBefore[index] ? linesBefore[index] : undefined
      return before ?? lineOf(pod, usage)
    })
    podsBefore = pods
    usageBefore = usage
    linesBefore = lines
    return lines
  }
}
