'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../lib/client/request.ts'
import { changePasswordInput, PASSWORD_MIN } from '../../lib/shared/account-api.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import { usePerson } from '../frame/person.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { fieldError, problemBeside } from '../ui/field-error.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useRequest } from '../ui/use-request.ts'
import { refusal } from './refusal.ts'

/** Another password, by whoever knows the present one. */
export function PasswordDialog({ onClose, onChanged }: { onClose: () => void; onChanged: () => void }) {
  const { name } = usePerson()
  const [typed, setTyped] = useState({ current: '', next: '' })
  const [refused, setRefused] = useState<Problem | null>(null)
  const request = useRequest()
  const queries = useQueryClient()
  const problem = refused ?? request.problem
  const beside = problemBeside(problem, ['current', 'next'])

  function edit(part: Partial<typeof typed>) {
    setRefused(null)
    request.clear()
    setTyped({ ...typed, ...part })
  }

  function change() {
    const input = changePasswordInput.safeParse(typed)
    if (!input.success) return setRefused(refusal(input.error))
    void request.run(
      () => post('/api/account/password', input.data),
      () => {
        void queries.invalidateQueries({ queryKey: ['sessions'] })
        onChanged()
      },
    )
  }

  return (
    <Dialog
      title="Change your password"
      onClose={onClose}
      onSubmit={change}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Not now
          </Button>
          <span className="grow" />
          <Button type="submit" tone="primary" busy={request.busy}>
            Change the password
          </Button>
        </>
      }
    >
      {/* For password managers: whose password this is. */}
      <input hidden name="username" autoComplete="username" value={name} readOnly />
      <Field label="Present password" error={fieldError(problem, 'current')}>
        {(control) => (
          <input
            className="inp"
            {...control}
            type="password"
            data-autofocus
            autoComplete="current-password"
            value={typed.current}
            onChange={(event) => edit({ current: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="New password"
        hint={`At least ${PASSWORD_MIN} characters; four words that do not belong together are good and can be remembered.`}
        error={fieldError(problem, 'next')}
      >
        {(control) => (
          <input
            className="inp"
            {...control}
            type="password"
            autoComplete="new-password"
            value={typed.next}
            onChange={(event) => edit({ next: event.target.value })}
          />
        )}
      </Field>
      <p className="blast">
        <b>Signs out</b> your other devices. <b>Keeps</b> this one signed in, and all work on servers going.
      </p>
      {beside && <ProblemNote problem={beside} />}
    </Dialog>
  )
}
