'use client'

import type { ReactNode } from 'react'
import type { ClusterTable } from '../../lib/client/use-cluster-table.ts'
import { BulkActions } from '../deleting/bulk-actions.tsx'
import { ObjectTable } from './object-table.tsx'
import { TableFrame } from './table-frame.tsx'
import type { ObjectRow, TableKind } from './table-kind.ts'

interface KindTableProps<Row extends ObjectRow> {
  serverId: string
  kind: TableKind<Row>
  table: ClusterTable<Row>
  /** More beside the badge. */
  tags?: ReactNode
}

/** One kind of object of a cluster, live, or what stands in the way of it. */
export function KindTable<Row extends ObjectRow>({ serverId, kind, table, tags }: KindTableProps<Row>) {
  return (
    <TableFrame serverId={serverId} kind={kind} table={table}>
      <ObjectTable
        serverId={serverId}
        kind={kind}
        table={table}
        tags={tags}
        bulk={(objects) => <BulkActions serverId={serverId} objects={objects} />}
      />
    </TableFrame>
  )
}
