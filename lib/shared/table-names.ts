import type { BuildRow } from './build-row.ts'
import type { ChangesRow } from './changes-row.ts'
import type { ClaimRow } from './claim-row.ts'
import type { ConfigMapRow, SecretRow } from './config-rows.ts'
import type { DeletionObjectRow, DeletionRow } from './deletion-row.ts'
import type { DiskRow } from './disk-row.ts'
import type { EventRow } from './event-row.ts'
import type { HealthRow } from './health-row.ts'
import type { HubSessionRow } from './hub-session-row.ts'
import type { InstallRow } from './install.ts'
import type { JobRow } from './job-row.ts'
import type { NodeRow } from './node-row.ts'
import type { PodRow } from './pod-row.ts'
import type { RunRow } from './run-row.ts'
import type { ServerRow } from './server-row.ts'
import type { ServiceRow } from './service-row.ts'
import type { StorageClassRow } from './storage-class-row.ts'
import type { TerminalRow } from './terminal-row.ts'
import type { UsageRow } from './usage-row.ts'
import type { VolumeRow } from './volume-row.ts'
import type { WorkloadRow } from './workload-row.ts'

/** Every live table of the console and what a row of it is. A new table is one line here and one below. */
export interface TableRows {
  servers: ServerRow
  runs: RunRow
  installs: InstallRow
  builds: BuildRow
  health: HealthRow
  disks: DiskRow
  changes: ChangesRow
  deletions: DeletionRow
  deletionObjects: DeletionObjectRow
  terminals: TerminalRow
}

export type TableName = keyof TableRows

/** What names a row in its table, the same at both ends of the socket. */
export const tableKeys: { readonly [Name in TableName]: (row: TableRows[Name]) => string } = {
  servers: (row) => row.id,
  runs: (row) => row.id,
  installs: (row) => row.serverId,
  builds: (row) => row.id,
  health: (row) => row.serverId,
  disks: (row) => row.serverId,
  changes: (row) => row.serverId,
  deletions: (row) => row.id,
  deletionObjects: (row) => row.id,
  terminals: (row) => row.id,
}

/** True for the name of a table, and only for that: `constructor` is none. */
export function isTableName(name: string): name is TableName {
  return Object.hasOwn(tableKeys, name)
}

/** Every live table that a server's cluster has. A new one is one line here, one below, and a resource of the engine. */
export interface ClusterTableRows {
  pods: PodRow
  podUsage: UsageRow
  sessions: HubSessionRow
  events: EventRow
  services: ServiceRow
  claims: ClaimRow
  volumes: VolumeRow
  storageClasses: StorageClassRow
  nodes: NodeRow
  nodeUsage: UsageRow
  deployments: WorkloadRow
  daemonSets: WorkloadRow
  statefulSets: WorkloadRow
  jobs: JobRow
  configMaps: ConfigMapRow
  secrets: SecretRow
}

export type ClusterTableName = keyof ClusterTableRows

/** What names a row of a cluster's table: the uid of what is an object, as names are used again. */
export const clusterTableKeys: {
  readonly [Name in ClusterTableName]: (row: ClusterTableRows[Name]) => string
} = {
  pods: (row) => row.uid,
  podUsage: (row) => row.key,
  sessions: (row) => row.key,
  events: (row) => row.uid,
  services: (row) => row.uid,
  claims: (row) => row.uid,
  volumes: (row) => row.uid,
  storageClasses: (row) => row.uid,
  nodes: (row) => row.uid,
  nodeUsage: (row) => row.key,
  deployments: (row) => row.uid,
  daemonSets: (row) => row.uid,
  statefulSets: (row) => row.uid,
  jobs: (row) => row.uid,
  configMaps: (row) => row.uid,
  secrets: (row) => row.uid,
}

/** True for the name of a cluster's table, and only for that. */
export function isClusterTableName(name: string): name is ClusterTableName {
  return Object.hasOwn(clusterTableKeys, name)
}

/** The table of one object of a cluster, which whoever opens it names: one row, or none where there is none. */
export const OBJECT_TABLE = 'object'
