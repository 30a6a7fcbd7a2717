import * as z from 'zod/mini'

/** Whose log: one container of one pod. The uid tells the pod from a namesake. */
export interface LogPlace {
  namespace: string
  pod: string
  uid: string
  container: string
}

const name = z.string().check(z.regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/))

/** Of the parameter `of` of GET …/logs, as often as it stands there: POD/CONTAINER, or POD/CONTAINER/UID. */
export const logSources = z
  .array(
    z.union([
      z.tuple([name, name]),
      z.tuple([name, name, z.string().check(z.minLength(1), z.maxLength(64))]),
    ]),
  )
  .check(z.minLength(1), z.maxLength(32))

export interface LogQuery {
  previous?: boolean
  timestamps?: boolean
  /** RFC 3339 in UTC. */
  since?: string
  until?: string
  tail?: number
  /** As a file, as text. Without it: lines for a page, of one log. */
  download?: boolean
}

/** The address of logs that there are now. All are of one namespace. */
export function logsAddress(server: string, places: readonly LogPlace[], query: LogQuery): string {
  const search = new URLSearchParams({ namespace: places[0]?.namespace ?? '' })
  for (const { pod, container, uid } of places) search.append('of', `${pod}/${container}/${uid}`)
  if (query.previous) search.set('previous', 'true')
  if (query.timestamps) search.set('timestamps', 'true')
  if (query.since !== undefined) search.set('since', query.since)
  if (query.until !== undefined) search.set('until', query.until)
  if (query.tail !== undefined) search.set('tail', String(query.tail))
  if (query.download) search.set('download', '')
  else search.set('as', 'lines')
  return `/api/servers/${server}/logs?${search}`
}
