'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatAge, formatTime } from '../../lib/shared/format.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { Status } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { useAnnounced } from '../ui/use-announced.ts'
import type { Liveness } from './liveness.ts'
import { useLiveness } from './use-liveness.ts'

/** How old what you see is. The badge counts in silence; a reader hears only of changes. */
export function LiveBadge({ server }: { server: ServerRow | undefined }) {
  const state = useLiveness(server)
  return (
    <>
      <Badge state={state} />
      <span className="vh" role="status">
        {useAnnounced(spoken(state))}
      </span>
    </>
  )
}

/** The badge without the voice, for lists of servers. */
export function Badge({ state }: { state: Liveness }) {
  const now = useNow()
  switch (state.is) {
    case 'live':
      return (
        <span className="live">
          <span className="dot" />
          Live <TimeText className="dim">{`${formatAge(state.ageMs)} ago`}</TimeText>
        </span>
      )
    case 'behind':
      return (
        <span className="live behind">
          <span className="dot" />
          <TimeText>{`${formatAge(state.ageMs)} behind`}</TimeText>
        </span>
      )
    case 'stale':
      return (
        <span className="live stale">
          <span className="dot" />
          <TimeText>{`Stale since ${formatTime(state.since, now)}, ${formatAge(now - state.since)}`}</TimeText>
        </span>
      )
    case 'connecting':
      return (
        <span className="live">
          <Status kind="work">Connecting</Status>
        </span>
      )
    case 'offline':
      return (
        <span className="live stale">
          <span className="dot" />
          Offline
        </span>
      )
  }
}

function spoken(state: Liveness): string {
  switch (state.is) {
    case 'live':
      return 'Live'
    case 'behind':
      return 'Behind'
    case 'stale':
      return 'Stale: what you see is of the past'
    case 'connecting':
      return 'Connecting'
    case 'offline':
      return 'Offline'
  }
}
