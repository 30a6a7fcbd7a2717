'use client'

import { useSearchParams } from 'next/navigation'
import { kindName } from '../../lib/shared/kind-name.ts'
import { readObjectText } from '../../lib/shared/object-ref.ts'
import { Page } from '../frame/page.tsx'
import { type OpenObject, openText } from '../objects/open-object.ts'
import { useDrawnObject } from '../objects/use-drawn-object.ts'
import { Empty } from '../ui/empty.tsx'
import { Link } from '../ui/link.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { LogsTab } from './logs-tab.tsx'
import { hasLogs } from './pods-of.ts'

/** The logs of a pod or a workload, with all the room that there is. */
export function LogsPage({ serverId }: { serverId: string }) {
  const named = readObjectText(useSearchParams().get('of') ?? '')
  const of = named && hasLogs(named.kind) ? named : null
  return (
    <Page title="Logs" fill>
      {of ? <LogsOf serverId={serverId} of={of} /> : <Empty>This address names nothing that has logs.</Empty>}
    </Page>
  )
}

function LogsOf({ serverId, of }: { serverId: string; of: OpenObject }) {
  const drawn = useDrawnObject(serverId, of)
  if (drawn.state === 'looking') return <SkeletonLines />
  if (drawn.state === 'absent') return <Empty>There is no {kindName(of.kind)} of this name.</Empty>
  return (
    <>
      <p className="loghead">
        <Link className="mono" href={`/s/${serverId}/workloads?open=${openText(of)}`}>
          {of.name}
        </Link>{' '}
        <span className="dim">
          {kindName(of.kind)} in {of.namespace}
          {drawn.state === 'gone' && ', gone: it was deleted'}
        </span>
      </p>
      <LogsTab key={drawn.object.uid} serverId={serverId} object={drawn.object} pod={drawn.pod} wide />
    </>
  )
}
