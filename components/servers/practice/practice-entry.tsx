'use client'

import { useState } from 'react'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { AnswersProvider } from '../../account/answers-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { PracticeDialog } from './practice-dialog.tsx'
import { usePractice } from './use-practice.ts'

/** Below the servers: the one that the console brings along, to add it or to begin anew with it. */
export function PracticeEntry({ rows }: { rows: readonly ServerRow[] }) {
  return (
    <AnswersProvider>
      <Offer rows={rows} />
    </AnswersProvider>
  )
}

function Offer({ rows }: { rows: readonly ServerRow[] }) {
  const { data: offer } = usePractice()
  const [asks, setAsks] = useState(false)
  if (!offer) return null
  const there = rows.some(({ id }) => id === offer.serverId)
  return (
    <p className="hint row wrap mt-5 items-center gap-3">
      <span>
        {there
          ? 'The practice server exists inside Bindery alone. It can be made bare again at any time.'
          : rows.length === 0
            ? 'No server at hand? Bindery brings one along to practise on.'
            : 'Bindery brings a server along to practise on.'}
      </span>
      <Button small onClick={() => setAsks(true)}>
        {there ? 'Reset the practice server' : 'Add the practice server'}
      </Button>
      {asks && <PracticeDialog verb={there ? 'reset' : 'add'} onClose={() => setAsks(false)} />}
    </p>
  )
}
