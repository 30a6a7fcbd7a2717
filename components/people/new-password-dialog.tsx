'use client'

import { useState } from 'react'
import { changeUserInput, PASSWORD_MIN, type UserRow } from '../../lib/shared/account-api.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import { refusal } from '../account/refusal.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { fieldError, problemBeside } from '../ui/field-error.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useChangePeople } from './use-people.ts'

/** A new password for somebody who lost theirs. */
export function NewPasswordDialog({ person, onClose }: { person: UserRow; onClose: () => void }) {
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<Problem | null>(null)
  const people = useChangePeople()
  const problem = refused ?? people.problem
  const beside = problemBeside(problem, ['password'])

  function change() {
    const input = changeUserInput.safeParse({ password })
    if (input.success) people.change(`/api/users/${person.id}/change`, input.data, onClose)
    else setRefused(refusal(input.error))
  }

  return (
    <Dialog
      title={`A new password for ${person.name}`}
      onClose={onClose}
      onSubmit={change}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Not now
          </Button>
          <span className="grow" />
          <Button type="submit" tone="primary" busy={people.busy}>
            Set the password
          </Button>
        </>
      }
    >
      <Field
        label="New password"
        hint={`At least ${PASSWORD_MIN} characters. Give it to them in person; they change it under Account.`}
        error={fieldError(problem, 'password')}
      >
        {(control) => (
          <input
            className="inp mono"
            {...control}
            // Shown: it is made up here and has to be told.
            type="text"
            autoComplete="off"
            spellCheck={false}
            value={password}
            onChange={(event) => {
              setRefused(null)
              people.clear()
              setPassword(event.target.value)
            }}
          />
        )}
      </Field>
      <p className="blast">
        <b>Breaks:</b> signs {person.name} out on every device. <b>Keeps:</b> what they started on servers.
      </p>
      {beside && <ProblemNote problem={beside} />}
    </Dialog>
  )
}
