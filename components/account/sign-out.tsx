'use client'

import { post } from '../../lib/client/request.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useRequest } from '../ui/use-request.ts'

/** Ends the session of this device. Work on servers goes on. */
export function SignOut() {
  const request = useRequest()
  return (
    <div className="stack justify-items-end">
      <Button
        small
        busy={request.busy}
        onClick={() =>
          void request.run(
            () => post('/api/sign-out'),
            () => window.location.assign('/sign-in'),
          )
        }
      >
        Sign out
      </Button>
      {request.problem && <ProblemNote problem={request.problem} />}
    </div>
  )
}
