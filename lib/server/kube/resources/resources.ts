import type { ClusterTableName, ClusterTableRows } from '../../../shared/table-names.ts'
import { hubSessions } from '../../hub/hub-sessions.ts'
import type { Polled } from '../poll.ts'
import { podEvents } from './pod-events.ts'
import { pods } from './pods.ts'
import type { Resource } from './resource.ts'

type Source<Row> = Resource<Row> | Polled<Row>

/** What is followed for each table of a cluster. A new one is one line here, and a file beside this one. */
export const resources: { readonly [Name in ClusterTableName]: Source<ClusterTableRows[Name]> } = {
  pods,
  podEvents,
  sessions: hubSessions,
}
