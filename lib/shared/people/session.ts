import { type HubSessionRow, sessionKey } from '../hub-session-row.ts'
import type { PodRow } from '../pod-row.ts'

/** Somebody's session: the pod, and what the hub and the metrics know of it. */
export interface Session {
  pod: PodRow
  /** Null where the hub does not know it, or could not be asked. */
  hub: HubSessionRow | null
  /** What it holds in memory now; null where nobody measures. */
  memoryBytes: number | null
}

/** True for the pod of somebody's session. */
export function isSessionPod(pod: PodRow): boolean {
  return pod.session !== null && (pod.labels.component ?? 'singleuser-server') === 'singleuser-server'
}

/** True for a session that the hub can still stop: one that has ended, or is ending, has only its pod left. */
export function isLivingSession(pod: PodRow | undefined): boolean {
  if (pod === undefined || !isSessionPod(pod) || pod.deletingAt !== null) return false
  return pod.phase === 'Running' || pod.phase === 'Pending'
}

/** All sessions, in the order of the pods. `memoryOf`: bytes that a pod holds now; null where nobody measures. */
export function sessionsOf(
  pods: readonly PodRow[],
  known: ReadonlyMap<string, HubSessionRow>,
  memoryOf: (pod: PodRow) => number | null = () => null,
): Session[] {
  return pods.filter(isSessionPod).map((pod) => ({
    pod,
    hub: known.get(keyOfSession(pod)) ?? null,
    memoryBytes: memoryOf(pod),
  }))
}

/** The key under which the hub's row of a session stands. */
export function keyOfSession({ namespace, session, name }: PodRow): string {
  return sessionKey(namespace, session?.person ?? name, session?.server ?? '')
}

/**
 * Since when nobody was there: milliseconds since the epoch. Null while it starts or stops, and where the hub does not
 * say: then it is not known, which is not the same as never.
 */
export function idleSince({ pod, hub }: Session): number | null {
  if (hub?.state !== 'ready' || pod.deletingAt !== null) return null
  return hub.lastActivityAt ?? hub.startedAt
}

/** How long nobody was there, in milliseconds; null where that is not known. */
export function idleMs(session: Session, now: number): number | null {
  const since = idleSince(session)
  return since === null ? null : Math.max(0, now - since)
}
