import type { EventRow } from '../../lib/shared/event-row.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { healthOfPod } from './pod-health.ts'

/** The newest event of each object, by its uid. */
export function latestEvents(events: readonly EventRow[]): Map<string, EventRow> {
  const latest = new Map<string, EventRow>()
  for (const event of events) {
    const known = latest.get(event.object.uid)
    if (!known || known.lastAt <= event.lastAt) latest.set(event.object.uid, event)
  }
  return latest
}

/**
 * What a pod waits for, in the cluster's own words; null for one that is well, or has nothing to say. A warning is
 * news also beside the container's own message, which only says that something failed.
 */
export function waitsFor(pod: PodRow, latest: EventRow | undefined): string | null {
  const health = healthOfPod(pod)
  if (health === 'ok' || health === 'skip') return null
  if (latest && (latest.isWarning || pod.message === '')) return latest.message || latest.reason
  return pod.message || null
}
