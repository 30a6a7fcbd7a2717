'use client'

import { useState } from 'react'
import { RunDialog } from '../runs/run-dialog.tsx'
import { ChangeChoices } from './change-choices.tsx'

interface RollBackDialogProps {
  serverId: string
  revision: number
  onClose(): void
}

/** What going back to a revision runs, restarts and keeps; then it is a run like any other. */
export function RollBackDialog({ serverId, revision, onClose }: RollBackDialogProps) {
  const [choices, setChoices] = useState({ prove: true, goBack: true })
  return (
    <RunDialog
      serverId={serverId}
      title={`Go back to revision ${revision}`}
      submit={`Go back to revision ${revision}`}
      path={`/api/servers/${serverId}/releases/roll-back`}
      input={{ revision, ...choices }}
      onClose={onClose}
    >
      <ChangeChoices
        choices={choices}
        otherwise="Return to what runs now where it does not work"
        onChoose={setChoices}
      />
    </RunDialog>
  )
}
