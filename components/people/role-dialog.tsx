'use client'

import { useState } from 'react'
import type { UserRow } from '../../lib/shared/account-api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { RoleField } from './role-field.tsx'
import { useChangePeople } from './use-people.ts'

/** Another role for somebody. */
export function RoleDialog({ person, onClose }: { person: UserRow; onClose: () => void }) {
  const [role, setRole] = useState(person.role)
  const people = useChangePeople()
  return (
    <Dialog
      title={`What may ${person.name} do?`}
      onClose={onClose}
      onSubmit={() => people.change(`/api/users/${person.id}/change`, { role }, onClose)}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Leave it
          </Button>
          <span className="grow" />
          <Button
            type="submit"
            tone="primary"
            busy={people.busy}
            disabledBecause={role === person.role ? 'This is the role as it is.' : null}
          >
            Make {person.name} {role === 'viewer' ? 'a viewer' : 'an administrator'}
          </Button>
        </>
      }
    >
      <RoleField value={role} onChange={setRole} />
      {person.you && role === 'viewer' && (
        <p className="blast">
          <b>Breaks:</b> you lose the right to change anything, this page included. Only another administrator
          can give it back.
        </p>
      )}
      {people.problem && <ProblemNote problem={people.problem} />}
    </Dialog>
  )
}
