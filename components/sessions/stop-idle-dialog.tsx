'use client'

import { useMemo, useState } from 'react'
import { useNow } from '../../lib/client/use-now.ts'
import { formatAge } from '../../lib/shared/format.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { idleMs, type Session } from '../../lib/shared/people/session.ts'
import { stopIdleInput } from '../../lib/shared/sessions-api.ts'
import { Field } from '../ui/field.tsx'
import type { StopAsk } from './stop-ask.ts'
import { StopDialog } from './stop-dialog.tsx'

interface StopIdleDialogProps {
  serverId: string
  sessions: readonly Session[]
  onClose: () => void
}

const USUAL_MINUTES = 30

/** Stops whoever has been idle for longer than one says. Who that is stands in the list, and nobody else is stopped. */
export function StopIdleDialog({ serverId, sessions, onClose }: StopIdleDialogProps) {
  const now = useNow()
  const [typed, setTyped] = useState(String(USUAL_MINUTES))
  const parsed = stopIdleInput.shape.minutes.safeParse(typed.trim() === '' ? Number.NaN : Number(typed))
  const minutes = parsed.success ? parsed.data : null
  // The list stands still while it is read: only another number makes another list.
  const [chosen, setChosen] = useState(() => ({ minutes, pods: idleFor(sessions, minutes, now) }))
  if (chosen.minutes !== minutes) setChosen({ minutes, pods: idleFor(sessions, minutes, now) })
  const ask = useMemo<StopAsk>(
    () => ({ is: 'idle', minutes: chosen.minutes ?? USUAL_MINUTES, pods: chosen.pods }),
    [chosen],
  )
  const longest = useMemo(() => Math.max(0, ...sessions.map((one) => idleMs(one, now) ?? 0)), [sessions, now])

  return (
    <StopDialog
      serverId={serverId}
      ask={ask}
      onClose={onClose}
      choice={
        <>
          <Field
            label="Idle for more than"
            hint="Idle means that nothing came from or to the browser; the hub hears of it every five minutes. A long computation without an open tab is idle too."
            error={parsed.success ? null : (parsed.error.issues[0]?.message ?? null)}
          >
            {(control) => (
              <span className="row">
                <input
                  className="inp num minutes"
                  inputMode="numeric"
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                  {...control}
                />
                min
              </span>
            )}
          </Field>
          {minutes !== null && chosen.pods.length === 0 && (
            <p role="status">
              Nobody has been idle for so long.{' '}
              {longest > 0 && `The longest idle session has been so for ${formatAge(longest)}.`}
            </p>
          )}
        </>
      }
    />
  )
}

function idleFor(sessions: readonly Session[], minutes: number | null, now: number): ObjectRef[] {
  if (minutes === null) return []
  return sessions
    .filter((session) => (idleMs(session, now) ?? 0) > minutes * 60_000)
    .map(({ pod: { namespace, name, uid } }) => ({ kind: 'Pod', namespace, name, uid }))
}
