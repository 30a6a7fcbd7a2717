'use client'

import { useMemo } from 'react'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { GuardedDialog } from './guarded-dialog.tsx'
import './deleting.css'

interface CordonDialogProps {
  what: 'cordon' | 'uncordon'
  serverId: string
  object: ObjectRef
  onClose: () => void
}

/** Asks before a node takes no new pods, or takes them again. */
export function CordonDialog({ what, serverId, object, onClose }: CordonDialogProps) {
  const input = useMemo(() => ({ object }), [object])
  const verb = what === 'cordon' ? 'Cordon' : 'Uncordon'
  return (
    <GuardedDialog
      serverId={serverId}
      title={`${verb} ${object.name}?`}
      path={`/api/servers/${serverId}/nodes/${what}`}
      input={input}
      submit={`${verb} ${object.name}`}
      onDone={onClose}
      onClose={onClose}
    />
  )
}
