'use client'

import type { ReactNode } from 'react'
import type { ClusterTable } from '../../lib/client/use-cluster-table.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import { useServer } from '../frame/servers.tsx'
import { useStale } from '../frame/use-liveness.ts'
import { Empty } from '../ui/empty.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import type { ObjectRow, TableKind } from './table-kind.ts'

interface TableFrameProps<Row extends ObjectRow> {
  serverId: string
  kind: Pick<TableKind<Row>, 'one' | 'many'>
  table: ClusterTable<Row>
  children: ReactNode
}

/** A table of the cluster, and what stands in its way: nothing to show yet, nothing there, or a trouble. */
export function TableFrame<Row extends ObjectRow>({ serverId, kind, table, children }: TableFrameProps<Row>) {
  const { rows, state, problem } = table
  // A link that went away takes the cluster out of sight: the page says so, and of the cluster nothing is known.
  const isOutOfSight = useStale(useServer(serverId))
  return (
    <>
      {problem !== null && !isOutOfSight && isOfTheCluster(problem) && problem.code !== 'no_kubernetes' && (
        <div className="inset">
          <ProblemNote problem={problem} />
        </div>
      )}
      {rows.length > 0 ? (
        children
      ) : (
        <div className="page">
          <Nothing serverId={serverId} kind={kind} reading={state === 'syncing'} problem={problem} />
        </div>
      )}
    </>
  )
}

interface NothingProps {
  serverId: string
  kind: { one: string; many: string }
  reading: boolean
  problem: Problem | null
}

function Nothing({ serverId, kind, reading, problem }: NothingProps) {
  if (problem?.code === 'no_kubernetes')
    return (
      <Empty
        action={
          <LinkButton tone="primary" href={`/s/${serverId}/install`}>
            Install
          </LinkButton>
        }
      >
        No Kubernetes on this server yet. Its {kind.many} will be listed here.
      </Empty>
    )
  if (problem !== null) return <Empty>The {kind.many} will be listed here once the cluster answers.</Empty>
  if (reading) return <SkeletonLines />
  return <Empty>There is no {kind.one} in this cluster.</Empty>
}

/** What the link has to say stands on every page already. */
function isOfTheCluster({ code }: Problem): boolean {
  return code !== 'offline' && code !== 'link_lost'
}
