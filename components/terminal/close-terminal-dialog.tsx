'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatTime } from '../../lib/shared/format.ts'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { ActDialog } from '../install/act-dialog.tsx'

interface CloseTerminalDialogProps {
  row: TerminalRow
  /** Somebody else's: then it says whose. */
  foreign: boolean
  onClose: () => void
}

/** Asks before a shell that still runs is ended. */
export function CloseTerminalDialog({ row, foreign, onClose }: CloseTerminalDialogProps) {
  const now = useNow()
  return (
    <ActDialog
      title={foreign ? `End ${row.by}’s shell?` : `Close ${row.title}?`}
      submit={foreign ? 'End this shell' : 'Close this shell'}
      tone="danger-solid"
      leave="Let it go on"
      path={`/api/terminals/${row.id}/close`}
      input={{}}
      onClose={onClose}
    >
      <p>
        {row.title}, open since {formatTime(row.openedAt, now)}
        {foreign ? '. What stands in it is only for its owner to see.' : '.'}
      </p>
    </ActDialog>
  )
}
