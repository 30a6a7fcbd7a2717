import type { ClusterTableName, ClusterTableRows } from '../../../shared/table-names.ts'
import { hubSessions } from '../../hub/hub-sessions.ts'
import type { Polled } from '../poll.ts'
import { nodeUsage, podUsage } from '../usage/usage-tables.ts'
import { claims } from './claims.ts'
import { configMaps } from './config-maps.ts'
import { events } from './events.ts'
import { jobs } from './jobs.ts'
import { nodes } from './nodes.ts'
import { pods } from './pods.ts'
import type { Resource } from './resource.ts'
import { secrets } from './secrets.ts'
import { services } from './services.ts'
import { storageClasses } from './storage-classes.ts'
import { volumes } from './volumes.ts'
import { daemonSets, deployments, statefulSets } from './workloads.ts'

type Source<Row> = Resource<Row> | Polled<Row>

/** What is followed for each table of a cluster. A new one is one line here, and a file beside this one. */
export const resources: { readonly [Name in ClusterTableName]: Source<ClusterTableRows[Name]> } = {
  pods,
  podUsage,
  sessions: hubSessions,
  events,
  services,
  claims,
  volumes,
  storageClasses,
  nodes,
  nodeUsage,
  deployments,
  daemonSets,
  statefulSets,
  jobs,
  configMaps,
  secrets,
}
