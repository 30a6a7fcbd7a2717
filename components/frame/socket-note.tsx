'use client'

import { formatTimeWithSeconds } from '../../lib/shared/format.ts'
import { Note } from '../ui/note.tsx'
import { TimeText } from '../ui/time-text.tsx'

/** Bindery itself is out of this tab's reach. `since`: its last beat. */
export function SocketNote({ since }: { since: number }) {
  return (
    <Note kind="unk" role="alert">
      <p>
        <b>Bindery does not answer this page.</b> It was stopped, or the network between you and it is down.
        The page keeps trying. What you see is from <TimeText>{formatTimeWithSeconds(since)}</TimeText>; what
        runs on servers goes on.
      </p>
    </Note>
  )
}
