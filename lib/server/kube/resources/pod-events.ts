import type { PodEventRow } from '../../../shared/pod-event-row.ts'
import { cutMiddle } from './cut-middle.ts'
import type { KubeObject, Resource } from './resource.ts'

interface EventObject {
  metadata: { creationTimestamp?: string }
  involvedObject?: { uid?: string; namespace?: string }
  reason?: string
  message?: string
  type?: string
  /** Absent in events of the newer API, which have eventTime and series instead. */
  lastTimestamp?: string | null
  eventTime?: string | null
  series?: { lastObservedTime?: string } | null
}

const MESSAGE_MAX = 300

export const podEvents: Resource<PodEventRow> = {
  path: '/api/v1/events',
  fieldSelector: 'involvedObject.kind=Pod',
  project(object: KubeObject & EventObject): PodEventRow {
    const { metadata, involvedObject, series, lastTimestamp, eventTime, message = '' } = object
    const last = series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp
    return {
      uid: metadata.uid,
      pod: involvedObject?.uid ?? '',
      namespace: involvedObject?.namespace ?? '',
      reason: object.reason ?? '',
      message: cutMiddle(message, MESSAGE_MAX),
      warning: object.type === 'Warning',
      lastAt: Date.parse(last ?? '') || 0,
    }
  },
}
