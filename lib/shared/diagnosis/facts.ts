import type { EventRow } from '../event-row.ts'
import type { ObjectName } from '../object-ref.ts'
import type { Amounts, PodRow } from '../pod-row.ts'

/** What is read of an event, whatever it is about. */
export type EventFacts = Pick<EventRow, 'reason' | 'message' | 'isWarning' | 'lastAt'>

/** What is read of a node. */
export interface NodeFacts {
  uid: string
  name: string
  /** Those that say something: Ready, DiskPressure… `since`: milliseconds since the epoch, null where not known. */
  conditions: readonly ConditionFacts[]
  cordoned: boolean
  /** True where the image cleaner closed it, while it cleans. */
  cordonedByCleaner: boolean
  allocatable: Amounts
}

export interface ConditionFacts {
  type: string
  status: string
  reason: string
  message: string
  since: number | null
}

/** A pod and what of the cluster bears on it. */
export interface PodCase {
  pod: PodRow
  /** Its own, newest first. */
  events: readonly EventFacts[]
  /** All pods that are known. */
  pods: readonly PodRow[]
  /** All nodes that are known; empty where nobody looked. */
  nodes: readonly NodeFacts[]
  /** Milliseconds since the epoch, by the engine's clock. */
  now: number
}

/** How a pod is named in a remedy. */
export function podName({ namespace, name }: PodRow): ObjectName {
  return { kind: 'Pod', namespace, name }
}

/** The newest event of one of these reasons. */
export function eventOf(
  { events }: Pick<PodCase, 'events'>,
  ...reasons: readonly string[]
): EventFacts | undefined {
  return events.find(({ reason }) => reasons.includes(reason))
}

/** All that anybody says about a pod: its own message, then its warnings, newest first. */
export function saidOf({ pod, events }: PodCase): string[] {
  return [pod.message, ...events.filter(({ isWarning }) => isWarning).map(({ message }) => message)].filter(
    Boolean,
  )
}
