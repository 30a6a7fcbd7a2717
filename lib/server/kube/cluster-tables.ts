import type { ObjectName } from '../../shared/object-ref.ts'
import { AppError } from '../../shared/problem.ts'
import type { ClusterTableName } from '../../shared/table-names.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { Cluster } from './cluster.ts'
import { microk8sApi } from './microk8s-api.ts'
import { createWatchedCluster, type TableView, type WatchedCluster } from './watched-cluster.ts'

/** The live tables of all servers' clusters. Nothing is watched, asked or held for a cluster that nobody looks at. */
export interface ClusterTables {
  /** Begins to look at a table, or joins those who do. Throws `not_found` for a server that there is not. */
  view(serverId: string, table: ClusterTableName): TableView
  /** The same for the table of one object. Throws `not_found`, and `slow_down` where too many are open. */
  viewObject(serverId: string, object: ObjectName): TableView
  /** The API of a server, for whoever has one thing to ask. Throws `not_found`. */
  cluster(serverId: string): Cluster
  /** Ends all watches of a server that was forgotten. */
  forget(serverId: string): void
  close(): void
  /** What is held now. For tests and figures: a leak shows nowhere else. */
  counts(): { clusters: number; tables: number }
}

/** `linkOf` gives the link of a server, null where there is none of that id. */
export function createClusterTables(linkOf: (serverId: string) => ServerLink | null): ClusterTables {
  const clusters = new Map<string, WatchedCluster>()

  function of(serverId: string): WatchedCluster {
    const known = clusters.get(serverId)
    if (known) return known
    const link = linkOf(serverId)
    if (!link) throw new AppError('not_found', 'There is no such server. It may have been forgotten.')
    const cluster = new Cluster(microk8sApi(link), (host, port) => link.forward(host, port))
    const made = createWatchedCluster(cluster, link)
    clusters.set(serverId, made)
    return made
  }

  function forget(serverId: string): void {
    clusters.get(serverId)?.close()
    clusters.delete(serverId)
  }

  return {
    view: (serverId, table) => of(serverId).view(table),
    viewObject: (serverId, object) => of(serverId).viewObject(object),
    cluster: (serverId) => of(serverId).cluster,
    forget,
    close() {
      for (const serverId of [...clusters.keys()]) forget(serverId)
    },
    counts: () => ({
      clusters: clusters.size,
      tables: [...clusters.values()].reduce((sum, { followed }) => sum + followed, 0),
    }),
  }
}
