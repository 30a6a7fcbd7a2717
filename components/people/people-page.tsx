'use client'

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { AnswersProvider } from '../account/answers-provider.tsx'
import { Page } from '../frame/page.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { AddPersonDialog } from './add-person-dialog.tsx'
import { PeopleTable } from './people-table.tsx'

/** Who may sign in, and what they may do. For administrators. */
export function PeoplePage() {
  return (
    <Page title="People">
      <AnswersProvider>
        <People />
      </AnswersProvider>
    </Page>
  )
}

function People() {
  const [adding, setAdding] = useState(false)
  const whyNot = useWhyNot()
  return (
    <div className="narrow">
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
        <b>Administrators</b> change everything, people included. <b>Viewers</b> see everything but secrets,
        change nothing and open no shell.
      </p>
      {adding && <AddPersonDialog onClose={() => setAdding(false)} />}
    </div>
  )
}
