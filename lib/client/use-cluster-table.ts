'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Problem } from '../shared/problem.ts'
import { type ClusterTableName, type ClusterTableRows, clusterTableKeys } from '../shared/table-names.ts'
import { nextFrame } from './next-frame.ts'
import { tabSocket } from './tab-socket.ts'
import { createTableStore, type TableSnapshot, type TableStore } from './table-store.ts'

/** A table of a cluster as a page shows it. */
export interface ClusterTable<Row> {
  rows: readonly Row[]
  byKey: ReadonlyMap<string, Row>
  /** `syncing`: not all rows were read yet. `stale`: they are of the past, of `since`. */
  state: 'syncing' | 'live' | 'stale'
  /** Milliseconds since the epoch, by the engine's clock; null where nothing is known yet. */
  since: number | null
  /** Why it is not live, where that is known. Null too where this tab's own socket is what fails. */
  problem: Problem | null
}

type Stores = { [Name in ClusterTableName]?: TableStore<ClusterTableRows[Name]> }

const stores = new Map<string, Stores>()

function storeOf<Name extends ClusterTableName>(
  server: string,
  table: Name,
): TableStore<ClusterTableRows[Name]> {
  const ofServer = stores.get(server) ?? {}
  stores.set(server, ofServer)
  const known: Stores[Name] = ofServer[table]
  if (known) return known
  const made = createTableStore<ClusterTableRows[Name]>({
    table,
    server,
    keyOf: clusterTableKeys[table],
    socket: tabSocket(),
    nextFrame,
  })
  // The compiler cannot see that a generic name and its store belong together.
  Object.assign(ofServer, { [table]: made })
  return made
}

/**
 * A live table of a server's cluster, for as long as a component is mounted. The engine watches the cluster while
 * anybody looks, and a minute longer.
 *
 * @example const { rows, state } = useClusterTable(serverId, 'pods')
 */
export function useClusterTable<Name extends ClusterTableName>(
  server: string,
  table: Name,
): ClusterTable<ClusterTableRows[Name]> {
  type Row = ClusterTableRows[Name]
  const subscribe = useCallback(
    (listener: () => void) => storeOf(server, table).subscribe(listener),
    [server, table],
  )
  const snapshot: TableSnapshot<Row> | null = useSyncExternalStore<TableSnapshot<Row> | null>(
    subscribe,
    () => storeOf(server, table).getSnapshot(),
    nothingYet,
  )
  return useMemo(() => (snapshot ? clusterTable(snapshot) : unknown), [snapshot])
}

const nothingYet = (): null => null
const unknown = { rows: [], byKey: new Map(), state: 'syncing', since: null, problem: null } as const

/** Two things may be behind: this page, and the engine behind it. What is older is told. */
export function clusterTable<Row>(snapshot: TableSnapshot<Row>): ClusterTable<Row> {
  const { rows, byKey, upstream } = snapshot
  if (snapshot.state === 'stale')
    return { rows, byKey, state: 'stale', since: snapshot.since, problem: snapshot.problem }
  if (snapshot.state === 'syncing' || upstream === null)
    return { rows, byKey, state: 'syncing', since: null, problem: null }
  return { rows, byKey, ...upstream }
}
