'use client'

import type { ReleaseTrouble } from '../../lib/shared/releases-api.ts'
import { RunDialog } from '../runs/run-dialog.tsx'

interface RepairDialogProps {
  serverId: string
  trouble: ReleaseTrouble
  onClose(): void
}

/** The one confirmed step out of a stuck release. */
export function RepairDialog({ serverId, trouble, onClose }: RepairDialogProps) {
  const takesOff = trouble.goesBackTo === null
  return (
    <RunDialog
      serverId={serverId}
      title="Repair the release"
      submit={takesOff ? 'Take it off' : `Go back to revision ${trouble.goesBackTo}`}
      tone={takesOff ? 'danger' : 'primary'}
      path={`/api/servers/${serverId}/releases/repair`}
      input={{ revision: trouble.revision }}
      lead={
        <p>
          A Helm that is still at work on the server is waited for, up to ten minutes. Then the pods are
          waited for, and BinderHub and the hub are asked how they are.
        </p>
      }
      onClose={onClose}
    />
  )
}
