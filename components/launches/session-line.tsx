'use client'

import { memo, type RefCallback } from 'react'
import { idleSince, type Session } from '../../lib/shared/people/session.ts'
import { OpenLink } from '../objects/open-link.tsx'
import { isOpen, type OpenObject } from '../objects/open-object.ts'
import { SessionStatusCell } from '../sessions/session-status-cell.tsx'
import type { StopAsk } from '../sessions/stop-ask.ts'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import { ObjectName } from '../ui/object-name.tsx'
import { MemoryUse } from '../usage/memory-use.tsx'

interface SessionLineProps {
  session: Session
  hubAnswers: boolean | null
  opened: OpenObject | null
  index: number
  measure: RefCallback<Element>
  /** Why nothing can be stopped now; null while it can. */
  whyNot: string | null
  onStop: (ask: StopAsk) => void
}

/** One session of a repository. Its name leads to all there is to know of its pod. */
export const SessionLine = memo(function SessionLine({
  session,
  hubAnswers,
  opened,
  index,
  measure,
  whyNot,
  onStop,
}: SessionLineProps) {
  const { pod } = session
  const object: OpenObject = { kind: 'Pod', namespace: pod.namespace, name: pod.name }
  const since = idleSince(session)
  return (
    <tr
      ref={measure}
      data-index={index}
      data-uid={pod.uid}
      aria-rowindex={index + 2}
      className={isOpen(opened, object) ? 'open' : undefined}
    >
      <td className="how">
        <SessionStatusCell session={session} hubAnswers={hubAnswers} />
      </td>
      <th scope="row" className="who">
        <OpenLink object={object}>
          <ObjectName name={pod.name} />
        </OpenLink>
      </th>
      <td className="ref mono">{pod.repository ? `@${pod.repository.ref}` : ''}</td>
      <td className="num age">
        <Age at={pod.createdAt} bare />
      </td>
      <td className="num last">
        {since === null ? (
          <span className="dim">{hubAnswers === false ? 'not known' : ''}</span>
        ) : (
          <Age at={since} bare />
        )}
      </td>
      <td className="num memory">
        <MemoryUse used={session.memoryBytes} limit={pod.limits.memoryBytes} />
      </td>
      <td className="node">{pod.node}</td>
      <td className="act">
        <Button
          tone="quiet"
          small
          aria-label={`Stop ${pod.name}…`}
          disabledBecause={pod.deletingAt === null ? whyNot : 'It is being stopped.'}
          onClick={() => onStop({ is: 'each', pods: [{ ...object, uid: pod.uid }] })}
        >
          Stop…
        </Button>
      </td>
    </tr>
  )
})
