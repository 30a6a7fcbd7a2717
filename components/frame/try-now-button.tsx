'use client'

import { post } from '../../lib/client/request.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { Button } from '../ui/button.tsx'
import { useRequest } from '../ui/use-request.ts'
import { useWhyNot } from './use-liveness.ts'

/** Connects to a server now instead of at its next try. */
export function TryNowButton({ server, label = 'Try now' }: { server: ServerRow; label?: string }) {
  const { busy, problem, run } = useRequest()
  const whyNot = useWhyNot()
  return (
    <>
      <Button
        small
        busy={busy}
        disabledBecause={whyNot}
        onClick={() => void run(() => post(`/api/servers/${server.id}/connect`, {}))}
      >
        {label}
      </Button>
      {problem && <span role="alert">{problem.message}</span>}
    </>
  )
}
