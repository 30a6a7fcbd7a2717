import type { ChangesRow } from '../../shared/changes-row.ts'
import type { DiskRow } from '../../shared/disk-row.ts'
import type { HealthRow } from '../../shared/health-row.ts'
import type { InstallRow } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import type { RunRow } from '../../shared/run-row.ts'
import type { ServerRow } from '../../shared/server-row.ts'
import type { Action } from '../actions/action.ts'
import type { ClusterTables } from '../kube/cluster-tables.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import type { Store } from '../store/open-store.ts'
import type { LiveTable } from '../tables/live-table.ts'
import { ChangesKeeper } from './changes-keeper.ts'
import { diskFolders } from './disk-folders.ts'
import { DiskKeeper } from './disk-keeper.ts'
import { HealthKeeper } from './health-keeper.ts'
import { mayHaveCluster } from './may-have-cluster.ts'
import { overviewActions } from './overview-actions.ts'

interface OverviewWorld {
  store: Store
  tables: {
    servers: LiveTable<ServerRow>
    installs: LiveTable<InstallRow>
    health: LiveTable<HealthRow>
    disks: LiveTable<DiskRow>
    changes: LiveTable<ChangesRow>
    runs: LiveTable<RunRow>
  }
  clusters: Pick<ClusterTables, 'cluster'>
  /** Null for a server that was forgotten meanwhile. */
  linkOf(serverId: string): ServerLink | null
  planOf(serverId: string): Plan | null
  serverName(serverId: string): string
  log(line: string): void
}

/** What the first page of each server tells, kept true: how its BinderHub is, and its disks. */
export interface Overview {
  actions: Action[]
  /** Somebody begins to watch; what is returned says that they have left. */
  watch(): () => void
  /** After the servers were opened: begins to look, and goes on with every change of servers and installs. */
  begin(): void
  /** Somebody did something on a server: what became of it is looked at soon. */
  acted(serverId: string): void
  forget(serverId: string): void
  close(): void
}

export function createOverview(world: OverviewWorld): Overview {
  const { store, tables, clusters, linkOf, planOf, log } = world
  const common = {
    servers: () => tables.servers.rows().map(({ id }) => id),
    linkOf,
    clusterOf: (id: string) => clusters.cluster(id),
    mayHaveCluster: (id: string) => mayHaveCluster(tables.servers.get(id), tables.installs.get(id)),
    log,
  }
  const changes = new ChangesKeeper({
    store,
    table: tables.changes,
    servers: tables.servers,
    runs: tables.runs,
  })
  const health = new HealthKeeper({
    ...common,
    table: tables.health,
    namespaceOf: (id) => planOf(id)?.namespace ?? null,
    onLook: (id, look, after) => changes.looked(id, look, after),
  })
  const disks = new DiskKeeper({
    ...common,
    store,
    table: tables.disks,
    foldersOf: (id) => diskFolders(planOf(id)),
    nodeOf: (id) => tables.health.get(id)?.nodes[0]?.name ?? null,
  })
  const refresh = (): void => {
    health.refresh()
    disks.refresh()
  }
  const listening: (() => void)[] = []
  return {
    actions: overviewActions({ disks, serverName: world.serverName }),
    watch: health.watch,
    begin() {
      refresh()
      changes.refresh()
      for (const table of [tables.servers, tables.installs]) listening.push(table.onFlush(refresh))
      for (const table of [tables.servers, tables.runs])
        listening.push(table.onFlush(() => changes.refresh()))
    },
    acted(serverId) {
      if (tables.servers.get(serverId) === undefined) return
      changes.show(serverId)
      health.nudge(serverId)
    },
    forget(serverId) {
      health.forget(serverId)
      disks.forget(serverId)
      changes.forget(serverId)
    },
    close() {
      // A change of the last moment is told later, when there may be no store any more.
      for (const stop of listening.splice(0)) stop()
      health.close()
      disks.close()
    },
  }
}
