import type { EventRow } from '../../../shared/event-row.ts'
import { cutMiddle } from './cut-middle.ts'
import { type Metadata, moment, rowOf } from './metadata.ts'
import type { KubeObject, Resource } from './resource.ts'

/** Events of the older API, and of the newer one, which has eventTime, series and reportingController instead. */
interface EventObject {
  metadata: Metadata
  involvedObject?: { kind?: string; namespace?: string; name?: string; uid?: string }
  reason?: string
  message?: string
  type?: string
  count?: number
  firstTimestamp?: string | null
  lastTimestamp?: string | null
  eventTime?: string | null
  series?: { count?: number; lastObservedTime?: string } | null
  source?: { component?: string }
  reportingComponent?: string
}

const MESSAGE_MAX = 400

export const events: Resource<EventRow> = {
  path: '/api/v1/events',
  project(object: KubeObject & EventObject): EventRow {
    const { metadata, involvedObject: about = {}, series, eventTime } = object
    const first = moment(object.firstTimestamp ?? eventTime ?? metadata.creationTimestamp)
    return {
      ...rowOf(object),
      createdAt: first,
      isWarning: object.type === 'Warning',
      reason: object.reason ?? '',
      message: cutMiddle(object.message ?? '', MESSAGE_MAX),
      count: series?.count ?? object.count ?? 1,
      lastAt: moment(series?.lastObservedTime ?? object.lastTimestamp) || first,
      source: object.source?.component || object.reportingComponent || '',
      object: {
        kind: about.kind ?? '',
        namespace: about.namespace ?? '',
        name: about.name ?? '',
        uid: about.uid ?? '',
      },
    }
  },
}
