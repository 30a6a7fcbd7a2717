'use client'

import { Age } from '../ui/age.tsx'
import { Empty } from '../ui/empty.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Status } from '../ui/status.tsx'
import type { ObjectTabProps } from './drawer-tabs.ts'
import { useObjectEvents } from './use-object-events.ts'

/** What happened to an object in the last hour, newest first. */
export function EventsTab({ serverId, object }: ObjectTabProps) {
  const { rows, state } = useObjectEvents(serverId, object)
  if (rows.length === 0)
    return (
      <div className="tabbody">
        {state === 'syncing' ? (
          <SkeletonLines />
        ) : (
          <Empty>
            Nothing was written down about it in the last hour. Kubernetes keeps events no longer.
          </Empty>
        )}
      </div>
    )
  return (
    <ul className="tabbody object-events">
      {rows.map((event) => (
        <li key={event.uid}>
          <p className="row wrap">
            <Status kind={event.isWarning ? 'warn' : 'skip'}>{event.reason}</Status>
            <span className="dim">
              <Age at={event.lastAt} />
              {event.count > 1 && `, ${event.count.toLocaleString('en')} times`}
              {event.source !== '' && `, ${event.source}`}
            </span>
          </p>
          <p className="machine-said">{event.message}</p>
        </li>
      ))}
    </ul>
  )
}
