import type { ObjectRow } from '../../../shared/object-row.ts'
import type { KubeObject } from './resource.ts'

/** What may stand in the metadata of any object. Everything but its name may be missing: it comes from a server. */
export interface Metadata {
  creationTimestamp?: string
  deletionTimestamp?: string
  generation?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
}

/** What every row has of its object. */
export function rowOf({ metadata }: KubeObject & { metadata: Metadata }): ObjectRow {
  return {
    uid: metadata.uid,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    createdAt: moment(metadata.creationTimestamp),
    labels: metadata.labels ?? {},
  }
}

/** A time of the API in milliseconds since the epoch; 0 for none. */
export function moment(time: string | null | undefined): number {
  return Date.parse(time ?? '') || 0
}

/** A message that may be pages long. Whoever wants all of one looks at the object itself. */
export function cut(message: string | undefined, most = 400): string {
  const text = message ?? ''
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
