'use client'

import { useState } from 'react'
import { addUserInput, type Role } from '../../lib/shared/account-api.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useCheckedRequest } from '../ui/use-checked-request.ts'
import { RoleField } from './role-field.tsx'
import { ToldPasswordField } from './told-password-field.tsx'
import { useChangePeople } from './use-people.ts'

/** A new person: a name, what they may do, and a first password to hand over. */
export function AddPersonDialog({
  onAdded,
  onClose,
}: {
  onAdded: (name: string) => void
  onClose: () => void
}) {
  const [typed, setTyped] = useState<{ name: string; role: Role; password: string }>({
    name: '',
    role: 'viewer',
    password: '',
  })
  const people = useChangePeople()
  const request = useCheckedRequest(people)

  function edit(part: Partial<typeof typed>) {
    request.clear()
    setTyped({ ...typed, ...part })
  }

  function add() {
    const input = request.check(addUserInput, typed)
    if (input !== null) people.change('/api/users/add', input, () => onAdded(input.name))
  }

  return (
    <FormDialog
      title="Add a person"
      submit={`Add ${typed.name.trim() || 'this person'}`}
      request={request}
      fields={['name', 'password']}
      onSubmit={add}
      onClose={onClose}
    >
      <Field label="Name" error={request.errorAt('name')}>
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
      <ToldPasswordField
        label="First password"
        error={request.errorAt('password')}
        value={typed.password}
        onChange={(password) => edit({ password })}
      />
    </FormDialog>
  )
}
