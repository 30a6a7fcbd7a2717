import type { EventRow } from '../event-row.ts'
import type { PodRow } from '../pod-row.ts'
import { diagnosePod } from './diagnose-pod.ts'
import type { Diagnosis } from './diagnosis.ts'
import type { NodeFacts } from './facts.ts'

export interface DiagnosedPod {
  pod: PodRow
  diagnosis: Diagnosis
}

/** What is wrong with each of many pods; those that are well are not in it. Ten thousand take some milliseconds. */
export function diagnosePods(
  pods: readonly PodRow[],
  events: readonly EventRow[],
  nodes: readonly NodeFacts[],
  now: number,
): DiagnosedPod[] {
  const suspects = pods.filter((pod) => !isPlainlyWell(pod))
  if (suspects.length === 0) return []
  const own = eventsByPod(events, new Set(suspects.map(({ uid }) => uid)))
  return suspects.flatMap((pod) => {
    const diagnosis = diagnosePod({ pod, pods, nodes, now, events: own.get(pod.uid) ?? [] })
    return diagnosis ? { pod, diagnosis } : []
  })
}

/** Most pods, and told without looking at their events. */
function isPlainlyWell({ status, ready, deletingAt, lastEnd, phase }: PodRow): boolean {
  if (phase === 'Succeeded') return deletingAt === null
  return status === 'Running' && ready.is >= ready.of && deletingAt === null && lastEnd === null
}

/** Newest first, for each pod that is asked about. */
function eventsByPod(events: readonly EventRow[], wanted: ReadonlySet<string>): Map<string, EventRow[]> {
  const own = new Map<string, EventRow[]>()
  for (const event of events) {
    if (!wanted.has(event.object.uid)) continue
    const list = own.get(event.object.uid)
    if (list) list.push(event)
    else own.set(event.object.uid, [event])
  }
  for (const list of own.values()) list.sort((a, b) => b.lastAt - a.lastAt)
  return own
}
