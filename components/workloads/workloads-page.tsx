'use client'

import { useMemo } from 'react'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import { Page } from '../frame/page.tsx'
import { useServer } from '../frame/servers.tsx'
import { useStale } from '../frame/use-liveness.ts'
import { ObjectSplit } from '../objects/object-split.tsx'
import { isOpen, type OpenObject } from '../objects/open-object.ts'
import { useOpenObject } from '../objects/use-open-object.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { namespacesOf, plainView, podsInView } from './pod-list.ts'
import { PodsTable } from './pods-table.tsx'
import { PodsToolbar } from './pods-toolbar.tsx'
import { usePodView } from './use-pod-view.ts'

/** Every pod of a server's cluster, live. */
export function WorkloadsPage({ serverId }: { serverId: string }) {
  const table = useClusterTable(serverId, 'pods')
  const [view, setView] = usePodView()
  const pageIsStale = useStale(useServer(serverId))
  const shown = useMemo(() => podsInView(table.rows, view), [table.rows, view])
  const namespaces = useMemo(() => namespacesOf(table.rows), [table.rows])
  const { rows, state, problem } = table
  const { opened } = useOpenObject()

  function neighbour(step: -1 | 1): OpenObject | null {
    const at = shown.findIndex(({ namespace, name }) => isOpen(opened, { kind: 'Pod', namespace, name }))
    const next = at < 0 ? undefined : shown[at + step]
    return next ? { kind: 'Pod', namespace: next.namespace, name: next.name } : null
  }

  return (
    <Page title="Workloads" fill>
      {problem !== null && isOfTheCluster(problem) && problem.code !== 'no_kubernetes' && (
        <div className="inset">
          <ProblemNote problem={problem} />
        </div>
      )}
      {rows.length === 0 ? (
        <div className="page">
          <NoPods serverId={serverId} reading={state === 'syncing'} problem={problem} />
        </div>
      ) : (
        <>
          <PodsToolbar
            fed={table}
            view={view}
            onView={setView}
            namespaces={namespaces}
            shown={shown.length}
            all={rows.length}
          />
          {shown.length === 0 ? (
            <div className="page">
              <Empty action={<Button onClick={() => setView(plainView)}>Show all pods</Button>}>
                No pod matches this filter.
              </Empty>
            </div>
          ) : (
            <ObjectSplit serverId={serverId} neighbour={neighbour}>
              <PodsTable pods={shown} view={view} onView={setView} stale={state !== 'live' && !pageIsStale} />
            </ObjectSplit>
          )}
        </>
      )}
    </Page>
  )
}

interface NoPodsProps {
  serverId: string
  reading: boolean
  problem: Problem | null
}

function NoPods({ serverId, reading, problem }: NoPodsProps) {
  if (problem?.code === 'no_kubernetes')
    return (
      <Empty
        action={
          <LinkButton tone="primary" href={`/s/${serverId}/install`}>
            Install
          </LinkButton>
        }
      >
        No Kubernetes on this server yet. What runs in it will be listed here.
      </Empty>
    )
  if (problem !== null) return <Empty>The pods will be listed here once the cluster answers.</Empty>
  if (reading) return <SkeletonLines />
  return <Empty>No pod runs in this cluster.</Empty>
}

/** What the link has to say stands on every page already. */
function isOfTheCluster({ code }: Problem): boolean {
  return code !== 'offline' && code !== 'link_lost'
}
