'use client'

import { useMemo } from 'react'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { GuardedDialog } from './guarded-dialog.tsx'
import './deleting.css'

interface ChangeDialogProps {
  serverId: string
  object: ObjectRef
  onClose: () => void
}

/** Asks before the pods of a workload are made anew. How far it is, its row tells from then on. */
export function RestartDialog({ serverId, object, onClose }: ChangeDialogProps) {
  const input = useMemo(() => ({ object }), [object])
  return (
    <GuardedDialog
      serverId={serverId}
      title={`Restart ${object.name}?`}
      path={`/api/servers/${serverId}/workloads/restart`}
      input={input}
      submit={`Restart ${object.name}`}
      onDone={onClose}
      onClose={onClose}
    />
  )
}
