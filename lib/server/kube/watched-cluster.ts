import { type ObjectName, objectText } from '../../shared/object-ref.ts'
import { AppError } from '../../shared/problem.ts'
import { type ClusterTableName, type ClusterTableRows, clusterTableKeys } from '../../shared/table-names.ts'
import type { Upstream } from '../../shared/upstream.ts'
import type { WholeObject } from '../../shared/whole-object.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { createLiveTable, type LiveTable } from '../tables/live-table.ts'
import type { Cluster } from './cluster.ts'
import { createFeed, type Feed } from './feed.ts'
import { wholeObject } from './objects/whole-object.ts'
import { type Polled, poll } from './poll.ts'
import { feelPulse } from './pulse.ts'
import { type Reflector, reflect } from './reflector.ts'
import type { Resource } from './resources/resource.ts'
import { resources } from './resources/resources.ts'

/** How long a table is kept up after its last viewer left: mostly somebody comes back. */
const LINGER_MS = 60_000
/** People go from object to object, and each has a watch of its own. */
const OBJECT_LINGER_MS = 5_000
/** Objects that are followed at once; whoever opens more has to close some. */
const MAX_OBJECTS = 40

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
  /** The table that has one object, or nothing. Throws `slow_down` where too many are looked at. */
  viewObject(object: ObjectName): TableView
  /** Ends everything. */
  close(): void
}

interface Followed {
  table: LiveTable<object>
  feed: Feed
  reflector: Reflector
  viewers: number
  lingerMs: number
  linger: NodeJS.Timeout | undefined
}

/** However many look at a table, the API is asked once. */
export function createWatchedCluster(cluster: Cluster, link: ServerLink): WatchedCluster {
  const tables = new Map<string, Followed>()
  let stopPulse: (() => void) | null = null

  function follow<Row>(
    key: string,
    source: Resource<Row> | Polled<Row>,
    keyOf: (row: Row) => string,
    lingerMs: number,
  ): Followed {
    const table = createLiveTable<Row>({ keyOf })
    const feed = createFeed()
    const reflector =
      'open' in source
        ? poll({ source, cluster, link, table, feed, keyOf })
        : reflect({ api: cluster, link, resource: source, table, feed, keyOf })
    // Viewers only read, for which any row is an object.
    const made: Followed = {
      table: table as unknown as LiveTable<object>,
      feed,
      reflector,
      viewers: 0,
      lingerMs,
      linger: undefined,
    }
    tables.set(key, made)
    return made
  }

  function followTable<Name extends ClusterTableName>(name: Name): Followed {
    const keyOf: (row: ClusterTableRows[Name]) => string = clusterTableKeys[name]
    return follow<ClusterTableRows[Name]>(name, resources[name], keyOf, LINGER_MS)
  }

  function followObject(key: string, object: ObjectName): Followed {
    if ([...tables.keys()].filter((each) => each.includes('/')).length >= MAX_OBJECTS)
      throw new AppError('slow_down', 'Too many objects of this cluster are open at once.', {
        hint: 'Close some that nobody looks at; then this one opens by itself.',
      })
    return follow<WholeObject>(key, wholeObject(object), ({ uid }) => uid, OBJECT_LINGER_MS)
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

  function drop(key: string): void {
    const followed = tables.get(key)
    clearTimeout(followed?.linger)
    followed?.reflector.stop()
    tables.delete(key)
    // Nobody needs the connections now, nor the keys to them.
    if (tables.size === 0) cluster.close()
  }

  function look(key: string, followed: Followed): TableView {
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
        if (followed.viewers > 0 || tables.get(key) !== followed) return
        followed.linger = setTimeout(() => drop(key), followed.lingerMs).unref()
      },
    }
  }

  return {
    cluster,
    get followed() {
      return tables.size
    },
    view: (name) => look(name, tables.get(name) ?? followTable(name)),
    viewObject(object) {
      // With its slash it is the name of no table.
      const key = objectText(object)
      return look(key, tables.get(key) ?? followObject(key, object))
    },
    close() {
      stopPulse?.()
      stopPulse = null
      for (const key of [...tables.keys()]) drop(key)
      cluster.close()
    },
  }
}
