'use client'

import { useMemo, useState } from 'react'
import { type DrainBlast, MAX_DRAIN_MINUTES } from '../../lib/shared/changes-api.ts'
import { counted } from '../../lib/shared/count-words.ts'
import type { DeletionRow } from '../../lib/shared/deletion-row.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { Field } from '../ui/field.tsx'
import { DeletionDialog } from './deletion-dialog.tsx'
import { GoesList } from './goes-list.tsx'
import { GuardedDialog } from './guarded-dialog.tsx'
import './deleting.css'

interface DrainDialogProps {
  serverId: string
  object: ObjectRef
  onClose: () => void
}

/** Asks before a node is emptied, and then shows how it goes. */
export function DrainDialog({ serverId, object, onClose }: DrainDialogProps) {
  const [typed, setTyped] = useState('5')
  const [started, setStarted] = useState<DeletionRow | null>(null)
  const minutes = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : null
  const right = minutes !== null && minutes >= 1 && minutes <= MAX_DRAIN_MINUTES
  const input = useMemo(() => ({ object, minutes }), [object, minutes])
  if (started) return <DeletionDialog deletion={started.id} first={started} onClose={onClose} />
  return (
    <GuardedDialog<DrainBlast, DeletionRow>
      serverId={serverId}
      title={`Drain ${object.name}?`}
      path={`/api/servers/${serverId}/nodes/drain`}
      input={input}
      ready={right}
      submit={`Drain ${object.name}`}
      danger
      wide
      disabledBecause={right ? null : 'Say how long it may take.'}
      before={
        <Field
          label="Minutes"
          hint="So long disruption budgets are asked again; then what they hold back is left."
          error={right || typed.trim() === '' ? null : `A whole number from 1 to ${MAX_DRAIN_MINUTES}.`}
        >
          {(control) => (
            <input
              {...control}
              className="inp few"
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      }
      details={({ goes, stays }) => (
        <>
          <GoesList label={`What ends, ${counted(goes.length, 'pod')}`} goes={goes} />
          <GoesList label={`What stays, ${counted(stays.length, 'pod')}`} goes={stays} />
        </>
      )}
      onDone={setStarted}
      onClose={onClose}
    />
  )
}
