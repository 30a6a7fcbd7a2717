import type { Amounts, PodRow } from '../pod-row.ts'
import type { NodeFacts } from './facts.ts'

// Lists are values: what changes is another list. A full cluster asks this once for each pod that waits.
const known = new WeakMap<readonly PodRow[], ReadonlyMap<string, Amounts>>()

/** What of a node is not promised to a pod yet. */
export function freeOn({ name, allocatable }: NodeFacts, pods: readonly PodRow[]): Amounts {
  const promised = known.get(pods) ?? promisedByNode(pods)
  known.set(pods, promised)
  const { cpuMilli = 0, memoryBytes = 0 } = promised.get(name) ?? {}
  return {
    cpuMilli: Math.max(0, allocatable.cpuMilli - cpuMilli),
    memoryBytes: Math.max(0, allocatable.memoryBytes - memoryBytes),
  }
}

function promisedByNode(pods: readonly PodRow[]): Map<string, Amounts> {
  const promised = new Map<string, Amounts>()
  for (const { node, phase, requests } of pods) {
    if (node === null || phase === 'Succeeded' || phase === 'Failed') continue
    const sum = promised.get(node) ?? { cpuMilli: 0, memoryBytes: 0 }
    sum.cpuMilli += requests.cpuMilli
    sum.memoryBytes += requests.memoryBytes
    promised.set(node, sum)
  }
  return promised
}
