'use client'

import { useState } from 'react'
import { changeUserInput, type UserRow } from '../../lib/shared/account-api.ts'
import { fieldError } from '../ui/field-error.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useCheckedRequest } from '../ui/use-checked-request.ts'
import { ToldPasswordField } from './told-password-field.tsx'
import { useChangePeople } from './use-people.ts'

/** A new password for somebody who lost theirs. */
export function NewPasswordDialog({ person, onClose }: { person: UserRow; onClose: () => void }) {
  const [password, setPassword] = useState('')
  const people = useChangePeople()
  const request = useCheckedRequest(people)

  function change() {
    const input = request.check(changeUserInput, { password })
    if (input !== null) people.change(`/api/users/${person.id}/change`, input, onClose)
  }

  return (
    <FormDialog
      title={`A new password for ${person.name}`}
      submit="Set the password"
      request={request}
      fields={['password']}
      onSubmit={change}
      onClose={onClose}
    >
      <ToldPasswordField
        label="New password"
        error={fieldError(request.problem, 'password')}
        value={password}
        onChange={(next) => {
          request.clear()
          setPassword(next)
        }}
      />
      <p className="blast">
        <b>Breaks:</b> signs {person.name} out on every device. <b>Keeps:</b> what they started on servers.
      </p>
    </FormDialog>
  )
}
