import type { PodEventRow } from '../../lib/shared/pod-event-row.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { healthOfPod } from './pod-health.ts'

/** The newest event of each pod, by the pod's uid. */
export function latestEvents(events: readonly PodEventRow[]): Map<string, PodEventRow> {
  const latest = new Map<string, PodEventRow>()
  for (const event of events) {
    const known = latest.get(event.pod)
    if (!known || known.lastAt <= event.lastAt) latest.set(event.pod, event)
  }
  return latest
}

/**
 * What a pod waits for, in the cluster's own words; null for one that is well, or has nothing to say. A warning is
 * news also beside the container's own message, which only says that something failed.
 */
export function waitsFor(pod: PodRow, latest: PodEventRow | undefined): string | null {
  const health = healthOfPod(pod)
  if (health === 'ok' || health === 'skip') return null
  if (latest && (latest.warning || pod.message === '')) return latest.message || latest.reason
  return pod.message || null
}
