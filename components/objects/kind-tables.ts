import type { ObjectKind } from '../../lib/shared/object-ref.ts'
import type { ClusterTableName, ClusterTableRows } from '../../lib/shared/table-names.ts'
import { standingOfNode } from '../cluster/node-line.ts'
import { standingOfService } from '../services/service-line.ts'
import { standingOfClaim } from '../storage/claim-line.ts'
import { standingOfClass } from '../storage/standing-of-class.ts'
import { standingOfVolume } from '../storage/standing-of-volume.ts'
import { type Standing, standing } from '../tables/standing.ts'
import { healthOfPod } from '../workloads/pod-health.ts'
import { standingOfJob, standingOfWorkload } from '../workloads/workload-standing.ts'

/** The table in which the objects of a kind stand, and how one of its rows is. */
interface KindTable<Name extends ClusterTableName> {
  table: Name
  /** Null for kinds of which there is nothing to say. */
  standingOf(row: ClusterTableRows[Name]): Standing | null
}

/** Tables of which each row is one object. */
type ObjectTableName = Exclude<ClusterTableName, 'podUsage' | 'nodeUsage' | 'sessions'>
type AnyKindTable = { [Name in ObjectTableName]: KindTable<Name> }[ObjectTableName]

/** Kinds that have a table of their own. */
export const kindTables: { readonly [Kind in ObjectKind]?: AnyKindTable } = {
  Pod: {
    table: 'pods',
    standingOf: (pod) => standing(healthOfPod(pod), pod.status, pod.message),
  },
  // What stands behind them in other tables is not looked up for a heading.
  Service: {
    table: 'services',
    standingOf: (row) => (row.isPending ? standingOfService({ ...row, behind: null }) : null),
  },
  PersistentVolumeClaim: {
    table: 'claims',
    standingOf: (row) => standingOfClaim({ ...row, users: null, path: '', node: '' }),
  },
  PersistentVolume: { table: 'volumes', standingOf: standingOfVolume },
  StorageClass: { table: 'storageClasses', standingOf: standingOfClass },
  Node: { table: 'nodes', standingOf: standingOfNode },
  Deployment: { table: 'deployments', standingOf: standingOfWorkload },
  DaemonSet: { table: 'daemonSets', standingOf: standingOfWorkload },
  StatefulSet: { table: 'statefulSets', standingOf: standingOfWorkload },
  Job: { table: 'jobs', standingOf: standingOfJob },
  ConfigMap: { table: 'configMaps', standingOf: () => null },
  Secret: { table: 'secrets', standingOf: () => null },
  Event: { table: 'events', standingOf: () => null },
}

/** How a row of a kind's table is. The kind says which table it came from, which the compiler cannot follow. */
export function standingOfKind(kind: ObjectKind, row: object): Standing | null {
  const standingOf = kindTables[kind]?.standingOf as ((row: object) => Standing | null) | undefined
  return standingOf?.(row) ?? null
}
