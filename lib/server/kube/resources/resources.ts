import type { ClusterTableName, ClusterTableRows } from '../../../shared/table-names.ts'
import { podEvents } from './pod-events.ts'
import { pods } from './pods.ts'
import type { Resource } from './resource.ts'

/** What is followed for each table of a cluster. A new one is one line here, and a file beside this one. */
export const resources: { readonly [Name in ClusterTableName]: Resource<ClusterTableRows[Name]> } = {
  pods,
  podEvents,
}
