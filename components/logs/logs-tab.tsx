'use client'

import { Maximize2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { type LogPlace, logsAddress } from '../../lib/shared/log-api.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { openText } from '../objects/open-object.ts'
import { Icon } from '../ui/icon.tsx'
import { Link } from '../ui/link.tsx'
import { LogPane } from './log-pane.tsx'
import type { LogOrigin } from './log-viewer.ts'
import { MOST_PODS, placesOf, podsOf } from './pods-of.ts'

interface LogsTabProps {
  serverId: string
  object: ObjectRef
  pod: PodRow | null
  /** It has a page to itself already. */
  wide?: boolean
}

/** What a pod prints, or all pods of a workload. */
export function LogsTab({ serverId, object, pod, wide = false }: LogsTabProps) {
  const { rows } = useClusterTable(serverId, 'pods')
  const all = useMemo(() => (pod ? [pod] : podsOf(object, rows)), [object, pod, rows])
  const pods = all.slice(0, MOST_PODS)
  const containers = [...new Set(pods.flatMap((each) => each.containers))]
  const [chosen, setChosen] = useState<string | null>(null)
  const [previous, setPrevious] = useState(false)
  const container = chosen !== null && containers.includes(chosen) ? chosen : null
  const places = placesOf(pods, container)
  const of = previous ? onlyPlace(places) : null
  const origin: LogOrigin = of ? { kind: 'previous', place: of } : { kind: 'live', places }
  const downloaded = of ? [of] : places

  return (
    <LogPane
      serverId={serverId}
      what={`${object.uid} ${container ?? ''} ${of ? `previous ${of.pod}` : ''}`}
      origin={origin}
      label={`Log of ${object.name}`}
      download={
        downloaded.length === 0
          ? null
          : logsAddress(serverId, downloaded, { download: true, previous: of !== null })
      }
    >
      {containers.length > 1 ? (
        <select
          className="b"
          aria-label="Container"
          value={container ?? ''}
          onChange={({ target }) => setChosen(target.value || null)}
        >
          <option value="">All containers</option>
          {containers.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      ) : (
        <span className="whose">{containers[0] ?? ''}</span>
      )}
      {onlyPlace(places) && (
        <button
          type="button"
          className="b"
          aria-pressed={previous}
          title="What the container printed before it was last started again"
          onClick={() => setPrevious(!previous)}
        >
          Previous run
        </button>
      )}
      {all.length > MOST_PODS && (
        <span className="whose">
          newest {MOST_PODS} of {all.length} pods
        </span>
      )}
      {!wide && (
        <Link
          className="b"
          href={`/s/${serverId}/logs?of=${openText(object)}`}
          title="On a page of its own"
          aria-label="On a page of its own"
        >
          <Icon of={Maximize2} small />
        </Link>
      )}
    </LogPane>
  )
}

/** The run before is of one container. */
function onlyPlace(places: readonly LogPlace[]): LogPlace | null {
  const [place, ...rest] = places
  return place && rest.length === 0 ? place : null
}
