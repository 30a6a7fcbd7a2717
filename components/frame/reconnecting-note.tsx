'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatDuration, formatTimeWithSeconds } from '../../lib/shared/format.ts'
import type { LinkState } from '../../lib/shared/link-state.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { Note } from '../ui/note.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { TryNowButton } from './try-now-button.tsx'

type Reconnecting = Extract<LinkState, { state: 'reconnecting' }>

/** The server went silent; Bindery tries again by itself. */
export function ReconnectingNote({ server, link }: { server: ServerRow; link: Reconnecting }) {
  const now = useNow()
  const seenAt = link.lastHeardAt ?? server.facts?.lookedAt
  const next = link.nextTryAt > now ? `next try in ${formatDuration(link.nextTryAt - now)}` : 'trying now'
  return (
    <Note kind="unk" role="alert" actions={<TryNowButton server={server} />}>
      <p>
        <b>{server.name} does not answer.</b> {link.problem.message} {link.problem.hint}
      </p>
      <p>
        {/* The seconds that count down are not news: a reader hears this note once. */}
        <span aria-live="off">
          <TimeText>{`${tries(link.attempt)}${next}. `}</TimeText>
        </span>
        {seenAt !== undefined && (
          <TimeText>{`What you see is from ${formatTimeWithSeconds(seenAt)}. `}</TimeText>
        )}
        {link.problem.code !== 'link_lost' &&
          'What runs on it goes on, unless it went down itself: Bindery only lost sight of it.'}
      </p>
      {link.problem.said && <p className="machine-said">{link.problem.said}</p>}
    </Note>
  )
}

function tries(attempt: number): string {
  if (attempt < 1) return ''
  return attempt === 1 ? 'Tried once; ' : `Tried ${attempt} times; `
}
