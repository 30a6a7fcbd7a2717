'use client'

import { useMemo } from 'react'
import { useRow, useTable } from '../../lib/client/use-table.ts'
import type { DeletionObjectRow, DeletionRow } from '../../lib/shared/deletion-row.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ObjectName } from '../ui/object-name.tsx'
import { Status } from '../ui/status.tsx'
import { stopSentence, stopState } from './stop-state.ts'

/** How each session ends that was stopped: it goes on when this is closed. */
export function StopProgress({ row: first, onClose }: { row: DeletionRow; onClose: () => void }) {
  const row = useRow('deletions', first.id) ?? first
  const { rows } = useTable('deletionObjects')
  const sessions = useMemo(
    () => rows.filter(({ deletion }) => deletion === first.id).sort((a, b) => a.place - b.place),
    [rows, first.id],
  )
  return (
    <Dialog
      title={row.title}
      wide
      onClose={onClose}
      foot={
        <>
          <span className="grow" />
          <Button tone={row.endedAt === null ? 'quiet' : 'primary'} onClick={onClose}>
            {row.endedAt === null ? 'Close, it goes on' : 'Close'}
          </Button>
        </>
      }
    >
      <p role="status">{stopSentence(row)}</p>
      <section className="stoplist" aria-label="Sessions" tabIndex={sessions.length > 6 ? 0 : undefined}>
        <ul>
          {sessions.map((session) => (
            <Line key={session.id} session={session} />
          ))}
        </ul>
      </section>
    </Dialog>
  )
}

function Line({ session: { object, state, note } }: { session: DeletionObjectRow }) {
  const { kind, word, why } = stopState(state)
  const said = [note, why].filter((text) => text !== null)
  return (
    <li>
      <ObjectName name={object.name} />
      <Status kind={kind}>{word}</Status>
      {said.length > 0 && <span className="dim note">{said.join(' ')}</span>}
    </li>
  )
}
