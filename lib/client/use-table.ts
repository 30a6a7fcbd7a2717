'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Problem } from '../shared/problem.ts'
import { type TableName, type TableRows, tableKeys } from '../shared/table-names.ts'
import { nextFrameOrSecond } from './next-frame.ts'
import { tabSocket } from './tab-socket.ts'
import { createTableStore, type TableSnapshot, type TableStore } from './table-store.ts'

type Stores = { [Name in TableName]?: TableStore<TableRows[Name]> }

const stores: Stores = {}

function storeOf<Name extends TableName>(table: Name): TableStore<TableRows[Name]> {
  const known: Stores[Name] = stores[table]
  if (known) return known
  const made = createTableStore<TableRows[Name]>({
    table,
    keyOf: tableKeys[table],
    socket: tabSocket(),
    nextFrame: nextFrameOrSecond,
  })
  // The compiler cannot see that a generic name and its store belong together.
  Object.assign(stores, { [table]: made })
  return made
}

/**
 * A live table of the engine, for as long as a component is mounted. `initialRows` is what the server knew when it
 * made the page; it is shown until the engine answers.
 *
 * @example const { rows, state } = useTable('servers', initialServers)
 */
export function useTable<Name extends TableName>(
  table: Name,
  initialRows?: readonly TableRows[Name][],
): TableSnapshot<TableRows[Name]> {
  const initial = useMemo(() => firstPaint(table, initialRows ?? []), [table, initialRows])
  const subscribe = useCallback((listener: () => void) => storeOf(table).subscribe(listener), [table])
  const snapshot = useSyncExternalStore(
    subscribe,
    () => storeOf(table).getSnapshot(),
    () => initial,
  )
  const filled = snapshot !== initial && storeOf(table).filled
  return useMemo(
    () => (filled ? snapshot : { ...snapshot, rows: initial.rows, byKey: initial.byKey }),
    [filled, snapshot, initial],
  )
}

/** One row of a live table; the component is drawn again only when this row changes. */
export function useRow<Name extends TableName>(
  table: Name,
  key: string,
  initial?: TableRows[Name],
): TableRows[Name] | undefined {
  const subscribe = useCallback((listener: () => void) => storeOf(table).subscribe(listener), [table])
  return useSyncExternalStore(
    subscribe,
    () => (storeOf(table).filled ? storeOf(table).row(key) : initial),
    () => initial,
  )
}

/** Why the engine does not let this table be followed; null while it is, or where the socket is what fails. */
export function useTableProblem(table: TableName): Problem | null {
  const subscribe = useCallback((listener: () => void) => storeOf(table).subscribe(listener), [table])
  return useSyncExternalStore(
    subscribe,
    () => {
      const snapshot = storeOf(table).getSnapshot()
      return snapshot.state === 'stale' ? snapshot.problem : null
    },
    () => null,
  )
}

function firstPaint<Name extends TableName>(
  table: Name,
  rows: readonly TableRows[Name][],
): TableSnapshot<TableRows[Name]> {
  const byKey = new Map(rows.map((row) => [tableKeys[table](row), row]))
  return { rows, byKey, state: 'syncing', since: 0, upstream: null }
}
