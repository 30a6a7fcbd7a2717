'use client'

import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { Page } from '../frame/page.tsx'
import { ObjectTable } from '../tables/object-table.tsx'
import { TableFrame } from '../tables/table-frame.tsx'
import { podKind } from './pod-kind.tsx'

/** Every pod of a server's cluster, live. */
export function WorkloadsPage({ serverId }: { serverId: string }) {
  const pods = useClusterTable(serverId, 'pods')
  return (
    <Page title="Workloads" fill>
      <TableFrame serverId={serverId} kind={podKind} table={pods}>
        <ObjectTable serverId={serverId} kind={podKind} table={pods} />
      </TableFrame>
    </Page>
  )
}
