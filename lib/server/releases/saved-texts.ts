import type { ConfigRevision } from '../../shared/config-api.ts'
import type { ConfigRecords } from '../binder-config/config-records.ts'

/** Older ones are no longer looked for in what the cluster has: reading each takes some milliseconds. */
const NEWEST = 25

/** The last revisions of binder.yaml with their texts, newest first. */
export function savedTexts(records: ConfigRecords, serverId: string): ConfigRevision[] {
  return records
    .list(serverId)
    .slice(0, NEWEST)
    .flatMap(({ number }) => records.of(serverId, number) ?? [])
}
