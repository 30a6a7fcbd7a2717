'use client'

import { useState } from 'react'
import { addUserInput, PASSWORD_MIN, type Role } from '../../lib/shared/account-api.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import { refusal } from '../account/refusal.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { fieldError, problemBeside } from '../ui/field-error.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { RoleField } from './role-field.tsx'
import { useChangePeople } from './use-people.ts'

/** A new person: a name, what they may do, and a first password to hand over. */
export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState<{ name: string; role: Role; password: string }>({
    name: '',
    role: 'viewer',
    password: '',
  })
  const [refused, setRefused] = useState<Problem | null>(null)
  const people = useChangePeople()
  const problem = refused ?? people.problem
  const beside = problemBeside(problem, ['name', 'password'])

  function edit(part: Partial<typeof typed>) {
    setRefused(null)
    people.clear()
    setTyped({ ...typed, ...part })
  }

  function add() {
    const input = addUserInput.safeParse(typed)
    if (input.success) people.change('/api/users/add', input.data, onClose)
    else setRefused(refusal(input.error))
  }

  return (
    <Dialog
      title="Add a person"
      onClose={onClose}
      onSubmit={add}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Not now
          </Button>
          <span className="grow" />
          <Button type="submit" tone="primary" busy={people.busy}>
            Add {typed.name.trim() || 'this person'}
          </Button>
        </>
      }
    >
      <Field label="Name" error={fieldError(problem, 'name')}>
        {(control) => (
          <input
            className="inp"
            {...control}
            autoComplete="off"
            value={typed.name}
            onChange={(event) => edit({ name: event.target.value })}
          />
        )}
      </Field>
      <RoleField value={typed.role} onChange={(role) => edit({ role })} />
      <Field
        label="First password"
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
            value={typed.password}
            onChange={(event) => edit({ password: event.target.value })}
          />
        )}
      </Field>
      {beside && <ProblemNote problem={beside} />}
    </Dialog>
  )
}
