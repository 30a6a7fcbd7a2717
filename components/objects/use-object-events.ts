import { useMemo } from 'react'
import { type ClusterTable, useClusterTable } from '../../lib/client/use-cluster-table.ts'
import type { EventRow } from '../../lib/shared/event-row.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'

/** What happened to an object, newest first, live. The kubelet writes a node's name in place of its uid. */
export function useObjectEvents(
  serverId: string,
  object: ObjectRef,
): Pick<ClusterTable<EventRow>, 'rows' | 'state'> {
  const { rows, state } = useClusterTable(serverId, 'events')
  const { uid, kind, name } = object
  return useMemo(() => {
    const own = rows.filter(
      (event) =>
        event.object.uid === uid ||
        (kind === 'Node' && event.object.kind === kind && event.object.name === name),
    )
    return { rows: own.sort((a, b) => b.lastAt - a.lastAt), state }
  }, [rows, state, uid, kind, name])
}
