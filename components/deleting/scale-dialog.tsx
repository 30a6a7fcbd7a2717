'use client'

import { useMemo, useState } from 'react'
import { MAX_REPLICAS, type ScaleBlast } from '../../lib/shared/changes-api.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { Field } from '../ui/field.tsx'
import { GuardedDialog } from './guarded-dialog.tsx'
import './deleting.css'

interface ScaleDialogProps {
  serverId: string
  object: ObjectRef
  onClose: () => void
}

/** Asks how many pods a workload shall have, and says what that does before it does it. */
export function ScaleDialog({ serverId, object, onClose }: ScaleDialogProps) {
  const [typed, setTyped] = useState('')
  const replicas = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : null
  const wrong = typed.trim() !== '' && (replicas === null || replicas > MAX_REPLICAS)
  const input = useMemo(() => ({ object, replicas }), [object, replicas])
  return (
    <GuardedDialog<ScaleBlast>
      serverId={serverId}
      title={`Scale ${object.name}`}
      path={`/api/servers/${serverId}/workloads/scale`}
      input={input}
      ready={replicas !== null && !wrong}
      submit={replicas === null ? 'Scale' : `Scale to ${replicas}`}
      danger={replicas === 0}
      disabledBecause={replicas === null || wrong ? 'Say how many pods it shall have.' : null}
      before={
        <Field
          label="Pods"
          hint="0 stops it without deleting it."
          error={wrong ? `A whole number from 0 to ${MAX_REPLICAS}.` : null}
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
      details={(shown) => <p className="sub">It has {shown.replicas} now.</p>}
      onDone={onClose}
      onClose={onClose}
    />
  )
}
