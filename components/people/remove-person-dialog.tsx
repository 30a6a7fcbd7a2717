'use client'

import type { UserRow } from '../../lib/shared/account-api.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useChangePeople } from './use-people.ts'

/** Asks before somebody loses the way in. */
export function RemovePersonDialog({ person, onClose }: { person: UserRow; onClose: () => void }) {
  const people = useChangePeople()
  return (
    <FormDialog
      title={`Remove ${person.name}?`}
      submit={`Remove ${person.name}`}
      tone="danger-solid"
      leave="Leave it"
      request={people}
      onSubmit={() =>
        people.change(
          `/api/users/${person.id}/remove`,
          {},
          person.you ? () => window.location.assign('/sign-in') : onClose,
        )
      }
      onClose={onClose}
    >
      <p className="blast">
        <b>Breaks:</b> {person.you ? 'you are' : `${person.name} is`} signed out on every device and cannot
        sign in any more. <b>Keeps:</b> the runs {person.you ? 'you' : 'they'} started, and their name beside
        them. <b>Undo:</b> none; the same name can be added again with a new password.
      </p>
    </FormDialog>
  )
}
