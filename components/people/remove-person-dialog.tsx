'use client'

import type { UserRow } from '../../lib/shared/account-api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useChangePeople } from './use-people.ts'

/** Asks before somebody loses the way in. */
export function RemovePersonDialog({ person, onClose }: { person: UserRow; onClose: () => void }) {
  const people = useChangePeople()
  return (
    <Dialog
      title={`Remove ${person.name}?`}
      onClose={onClose}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Leave it
          </Button>
          <span className="grow" />
          <Button
            tone="danger-solid"
            busy={people.busy}
            onClick={() =>
              people.change(
                `/api/users/${person.id}/remove`,
                {},
                person.you ? () => window.location.assign('/sign-in') : onClose,
              )
            }
          >
            Remove {person.name}
          </Button>
        </>
      }
    >
      <p className="blast">
        <b>Breaks:</b> {person.you ? 'you are' : `${person.name} is`} signed out on every device and cannot
        sign in any more. <b>Keeps:</b> the runs {person.you ? 'you' : 'they'} started, and their name beside
        them. <b>Undo:</b> none; the same name can be added again with a new password.
      </p>
      {people.problem && <ProblemNote problem={people.problem} />}
    </Dialog>
  )
}
