'use client'

import { type ReactNode, useMemo, useState } from 'react'
import { counted } from '../../lib/shared/count-words.ts'
import type { DeletionRow } from '../../lib/shared/deletion-row.ts'
import type { StopBlast } from '../../lib/shared/sessions-api.ts'
import { DeletionDialog } from '../deleting/deletion-dialog.tsx'
import { GuardedDialog } from '../deleting/guarded-dialog.tsx'
import { type StopAsk, stopRequest, stopTitle } from './stop-ask.ts'
import { StopList } from './stop-list.tsx'

interface StopDialogProps {
  serverId: string
  ask: StopAsk
  /** Where the choice is made in the dialog itself. */
  choice?: ReactNode
  onClose: () => void
}

/** Asks before sessions are stopped, with who loses what from the engine, and then shows how each of them ends. */
export function StopDialog({ serverId, ask, choice, onClose }: StopDialogProps) {
  const [started, setStarted] = useState<DeletionRow | null>(null)
  const { path, input } = useMemo(() => stopRequest(serverId, ask), [serverId, ask])
  if (started !== null) return <DeletionDialog deletion={started.id} first={started} onClose={onClose} />
  const isSomebody = ask.pods.length > 0
  return (
    <GuardedDialog<StopBlast, DeletionRow>
      serverId={serverId}
      title={stopTitle(ask)}
      path={path}
      input={input}
      ready={isSomebody}
      submit={`Stop ${counted(ask.pods.length, 'session')}`}
      danger
      wide
      disabledBecause={isSomebody ? null : 'Nobody is chosen.'}
      before={choice}
      details={(blast) => <StopList goes={blast.goes} stays={blast.stays} />}
      onDone={setStarted}
      onClose={onClose}
    />
  )
}
