'use client'

import { useState } from 'react'
import type { UserRow } from '../../lib/shared/account-api.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { RoleField } from './role-field.tsx'
import { useChangePeople } from './use-people.ts'

/** Another role for somebody. */
export function RoleDialog({ person, onClose }: { person: UserRow; onClose: () => void }) {
  const [role, setRole] = useState(person.role)
  const people = useChangePeople()
  return (
    <FormDialog
      title={`What may ${person.name} do?`}
      submit={`Make ${person.name} ${role === 'viewer' ? 'a viewer' : 'an administrator'}`}
      leave="Leave it"
      request={people}
      disabledBecause={role === person.role ? 'This is the role as it is.' : null}
      onSubmit={() =>
        people.change(
          `/api/users/${person.id}/change`,
          { role },
          person.you ? () => window.location.assign('/sign-in') : onClose,
        )
      }
      onClose={onClose}
    >
      <RoleField value={role} onChange={setRole} />
      <p className="blast">
        <b>Breaks:</b> signs {person.you ? 'you' : person.name} out on every device; whoever signs in again
        has the new role.{' '}
        {person.you && role === 'viewer' && 'Only another administrator can give this one back. '}
        <b>Keeps:</b> all work on servers going.
      </p>
    </FormDialog>
  )
}
