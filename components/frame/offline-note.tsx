'use client'

import type { ServerRow } from '../../lib/shared/server-row.ts'
import { Note } from '../ui/note.tsx'
import { TryNowButton } from './try-now-button.tsx'

/** Nobody asked for a connection yet. */
export function OfflineNote({ server }: { server: ServerRow }) {
  return (
    <Note kind="unk" actions={<TryNowButton server={server} label="Connect" />}>
      <p>
        <b>Bindery is not connected to {server.name}.</b> What you see is from the last time it was.
      </p>
    </Note>
  )
}
