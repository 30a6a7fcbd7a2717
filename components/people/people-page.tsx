'use client'

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { AnswersProvider } from '../account/answers-provider.tsx'
import { Page } from '../frame/page.tsx'
import { usePerson } from '../frame/person.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Icon } from '../ui/icon.tsx'
import { Status } from '../ui/status.tsx'
import { AddPersonDialog } from './add-person-dialog.tsx'
import { PeopleTable } from './people-table.tsx'

/** Who may sign in, and what they may do. For administrators. */
export function PeoplePage() {
  const { role } = usePerson()
  return (
    <Page title="People" narrow>
      {role === 'administrator' ? (
        <AnswersProvider>
          <People />
        </AnswersProvider>
      ) : (
        <Empty>Who may sign in is for administrators.</Empty>
      )}
    </Page>
  )
}

function People() {
  const [adding, setAdding] = useState(false)
  const [added, setAdded] = useState<string | null>(null)
  const whyNot = useWhyNot()
  return (
    <>
      <header className="sh-row">
        <h2 className="h2">Who may sign in</h2>
        <span className="grow" />
        <Button small tone="primary" disabledBecause={whyNot} onClick={() => setAdding(true)}>
          <Icon of={UserPlus} small />
          Add a person…
        </Button>
      </header>
      <PeopleTable />
      <p className="blast mt-3">
        <b>Administrators</b> change everything, people included. <b>Viewers</b> see everything but secrets
        and change nothing.
      </p>
      <p className="mt-3" role="status">
        {added !== null && (
          <>
            <Status kind="ok">Added</Status> {added} can sign in with the first password.
          </>
        )}
      </p>
      {adding && (
        <AddPersonDialog
          onAdded={(name) => {
            setAdded(name)
            setAdding(false)
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  )
}
