'use client'

import { post } from '../../lib/client/request.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useRequest } from '../ui/use-request.ts'

/** Reads the facts anew: one round trip that changes nothing. The live row brings them to every page. */
export function LookAgainButton({ server }: { server: ServerRow }) {
  const request = useRequest()
  const whyNot = useWhyNot(server)
  return (
    <>
      <Button
        tone="quiet"
        busy={request.busy}
        disabledBecause={whyNot}
        onClick={() => void request.run(() => post(`/api/servers/${server.id}/look`, {}))}
      >
        Look again
      </Button>
      {request.problem && <ProblemNote problem={request.problem} />}
    </>
  )
}
