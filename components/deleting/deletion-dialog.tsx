'use client'

import { useMemo } from 'react'
import { post } from '../../lib/client/request.ts'
import { useRow, useTable } from '../../lib/client/use-table.ts'
import type { DeletionObjectRow, DeletionRow } from '../../lib/shared/deletion-row.ts'
import { countedObjects } from '../../lib/shared/kind-name.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Note } from '../ui/note.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Status } from '../ui/status.tsx'
import { useRequest } from '../ui/use-request.ts'
import { askForChange } from './asked-change.ts'
import { DeletionList } from './deletion-list.tsx'
import { deletionKind, deletionSentence } from './deletion-word.ts'
import './deleting.css'

interface DeletionDialogProps {
  deletion: string
  /** As it was when it began; absent for one that is found again. */
  first?: DeletionRow
  onClose: () => void
}

/** How a deletion or a drain goes, object by object. Leaving it stops nothing. */
export function DeletionDialog({ deletion, first, onClose }: DeletionDialogProps) {
  const table = useTable('deletionObjects')
  const row = useRow('deletions', deletion, first) ?? (table.state === 'live' ? undefined : first)
  const objects = useMemo(
    () => table.rows.filter((object) => object.deletion === deletion).toSorted((a, b) => a.place - b.place),
    [table.rows, deletion],
  )
  const left = objects.filter(isLeft)
  const stop = useRequest()
  const whyNot = useWhyNot(useServer(row?.serverId ?? ''))
  const waiting =
    row !== undefined &&
    !row.stopped &&
    objects.some(({ state }) => state.is === 'waiting' || state.is === 'held-back')

  return (
    <Dialog
      title={row?.title ?? 'Deletion'}
      wide
      onClose={onClose}
      foot={
        <>
          {waiting && (
            <Button
              tone="quiet"
              busy={stop.busy}
              disabledBecause={whyNot}
              onClick={() =>
                void stop.run(() => post(`/api/servers/${row.serverId}/deletions/${deletion}/stop`))
              }
            >
              Stop here
            </Button>
          )}
          <span className="grow" />
          {row && left.length > 0 && (
            <Button
              disabledBecause={whyNot}
              onClick={() =>
                askForChange({
                  what: 'delete',
                  serverId: row.serverId,
                  objects: left.map(({ object }) => object),
                  force: false,
                })
              }
            >
              Delete the {countedObjects(left.map(({ object }) => object))} left…
            </Button>
          )}
          <Button tone="primary" onClick={onClose}>
            {row && row.endedAt === null ? 'Leave, it goes on' : 'Close'}
          </Button>
        </>
      }
    >
      {row === undefined ? (
        table.state === 'live' ? (
          <Forgotten />
        ) : (
          <SkeletonLines />
        )
      ) : (
        <>
          <p role="status">
            <Status kind={deletionKind(row)}>{deletionSentence(row)}</Status>
          </p>
          {table.state === 'stale' && (
            <Note kind="unk" role="status">
              <p>
                <b>This page has lost its connection to Bindery.</b> The work goes on; what you see is of the
                past.
              </p>
            </Note>
          )}
          <DeletionList serverId={row.serverId} objects={objects} />
        </>
      )}
      {stop.problem && <ProblemNote problem={stop.problem} />}
    </Dialog>
  )
}

/** What can be asked for again: nobody is deleting it. */
function isLeft({ state }: DeletionObjectRow): boolean {
  return state.is === 'there' || state.is === 'not-asked'
}

function Forgotten() {
  return (
    <Note kind="unk" role="status">
      <p>
        <b>Bindery does not know any more how this went.</b> It was restarted, or it is more than half an hour
        ago. What was asked for went on in the cluster: the table shows what is there now.
      </p>
    </Note>
  )
}
