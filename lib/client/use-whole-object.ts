'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { type ObjectName, objectText } from '../shared/object-ref.ts'
import { OBJECT_TABLE } from '../shared/table-names.ts'
import type { WholeObject } from '../shared/whole-object.ts'
import { nextFrame } from './next-frame.ts'
import { tabSocket } from './tab-socket.ts'
import { createTableStore, type TableStore } from './table-store.ts'
import { type ClusterTable, clusterTable } from './use-cluster-table.ts'

/** Objects are many, and each is looked at for a while: beyond so many, the one that was opened first is forgotten. */
const KEPT = 20
const stores = new Map<string, TableStore<WholeObject>>()

function storeOf(server: string, of: string): TableStore<WholeObject> {
  const key = `${server} ${of}`
  const known = stores.get(key)
  if (known) return known
  const made = createTableStore<WholeObject>({
    table: OBJECT_TABLE,
    server,
    of,
    keyOf: ({ uid }) => uid,
    socket: tabSocket(),
    nextFrame,
  })
  stores.set(key, made)
  const [oldest] = stores.keys()
  if (stores.size > KEPT && oldest !== undefined) stores.delete(oldest)
  return made
}

/** How one object of a cluster is known to a page. `object` is null where there is none of that name, or not yet. */
export interface FollowedObject extends Omit<ClusterTable<WholeObject>, 'rows' | 'byKey'> {
  object: WholeObject | null
}

/**
 * One object of a server's cluster, live and whole, for as long as a component is mounted. None is followed for null.
 *
 * @example const { object, state } = useWholeObject(serverId, { kind: 'Node', namespace: null, name: 'binder-01' })
 */
export function useWholeObject(server: string, name: ObjectName | null): FollowedObject {
  const of = name && objectText(name)
  // One for as long as it is shown, whatever is forgotten meanwhile.
  const store = useMemo(
    () => (of === null || typeof window === 'undefined' ? null : storeOf(server, of)),
    [server, of],
  )
  const subscribe = useCallback((listener: () => void) => store?.subscribe(listener) ?? stopNothing, [store])
  const snapshot = useSyncExternalStore(subscribe, () => store?.getSnapshot() ?? null, nothingYet)
  return useMemo(() => {
    if (snapshot === null) return { object: null, state: 'syncing', since: null, problem: null }
    const { rows, byKey: _, ...known } = clusterTable(snapshot)
    return { object: rows[0] ?? null, ...known }
  }, [snapshot])
}

const stopNothing = (): void => undefined
const nothingYet = (): null => null
