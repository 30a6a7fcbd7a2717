import { type ClusterTableName, type ClusterTableRows, clusterTableKeys } from '../../shared/table-names.ts'
import type { Upstream } from '../../shared/upstream.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { createLiveTable, type LiveTable } from '../tables/live-table.ts'
import type { Cluster } from './cluster.ts'
import { createFeed, type Feed } from './feed.ts'
import { poll } from './poll.ts'
import { feelPulse } from './pulse.ts'
import { type Reflector, reflect } from './reflector.ts'
import { resources } from './resources/resources.ts'

/** How long a table is kept up after its last viewer left: mostly somebody comes back. */
const LINGER_MS = 60_000

/** A table of a cluster, for one who looks at it. */
export interface TableView {
  table: LiveTable<object>
  upstream(): Upstream
  /** Called when `upstream` is another one; returns how to stop listening. */
  onUpstream(listener: () => void): () => void
  /** The viewer has left. Once. */
  release(): void
}

/** One cluster and those of its tables that somebody looks at, or did a minute ago. */
export interface WatchedCluster {
  readonly cluster: Cluster
  readonly followed: number
  view(table: ClusterTableName): TableView
  /** Ends everything. */
  close(): void
}

interface Followed {
  table: LiveTable<object>
  feed: Feed
  reflector: Reflector
  viewers: number
  linger: NodeJS.Timeout | undefined
}

/** However many look at a table, the API is asked once. */
export function createWatchedCluster(cluster: Cluster, link: ServerLink): WatchedCluster {
  const tables = new Map<ClusterTableName, Followed>()
  let stopPulse: (() => void) | null = null

  function follow<Name extends ClusterTableName>(name: Name): Followed {
    const keyOf: (row: ClusterTableRows[Name]) => string = clusterTableKeys[name]
    const table = createLiveTable<ClusterTableRows[Name]>({ keyOf })
    const feed = createFeed()
    const source = resources[name]
    const reflector =
      'open' in source
        ? poll({ source, cluster, link, table, feed, keyOf })
        : reflect({ api: cluster, link, resource: source, table, feed, keyOf })
    // Viewers only read, for which any row is an object.
    const made = {
      table: table as unknown as LiveTable<object>,
      feed,
      reflector,
      viewers: 0,
      linger: undefined,
    }
    tables.set(name, made)
    return made
  }

  /** The pulse is felt while somebody looks, and not while a table is only kept. */
  function tendPulse(): void {
    const looked = [...tables.values()].some(({ viewers }) => viewers > 0)
    if (looked) stopPulse ??= feelPulse(cluster, patients)
    else {
      stopPulse?.()
      stopPulse = null
    }
  }

  function* patients() {
    for (const { feed, reflector } of tables.values()) yield { feed, reconnect: reflector.reconnect }
  }

  function drop(name: ClusterTableName): void {
    const followed = tables.get(name)
    clearTimeout(followed?.linger)
    followed?.reflector.stop()
    tables.delete(name)
    // Nobody needs the connections now, nor the keys to them.
    if (tables.size === 0) cluster.close()
  }

  return {
    cluster,
    get followed() {
      return tables.size
    },
    view(name) {
      const followed = tables.get(name) ?? follow(name)
      clearTimeout(followed.linger)
      followed.viewers += 1
      tendPulse()
      let gone = false
      return {
        table: followed.table,
        upstream: () => followed.feed.upstream,
        onUpstream: followed.feed.onChange,
        release() {
          if (gone) return
          gone = true
          followed.viewers -= 1
          tendPulse()
          if (followed.viewers > 0 || tables.get(name) !== followed) return
          followed.linger = setTimeout(() => drop(name), LINGER_MS).unref()
        },
      }
    },
    close() {
      stopPulse?.()
      stopPulse = null
      for (const name of [...tables.keys()]) drop(name)
      cluster.close()
    },
  }
}
