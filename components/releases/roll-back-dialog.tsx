'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { post } from '../../lib/client/request.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { useBlast } from '../runs/use-blast.ts'
import { BlastList } from '../ui/blast.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { useRequest } from '../ui/use-request.ts'

interface RollBackDialogProps {
  serverId: string
  revision: number
  onClose(): void
}

/** What going back to a revision runs, restarts and keeps; then it is a run like any other. */
export function RollBackDialog({ serverId, revision, onClose }: RollBackDialogProps) {
  const router = useRouter()
  const request = useRequest()
  const whyNot = useWhyNot(useServer(serverId))
  const [prove, setProve] = useState(true)
  const [goBack, setGoBack] = useState(true)
  const path = `/api/servers/${serverId}/releases/roll-back`
  const input = { revision, prove, goBack }
  const blast = useBlast(path, input, true)

  function rollBack() {
    void request.run(
      () => post<{ id: string }>(path, input),
      ({ id }) => router.push(`/s/${serverId}/runs/${id}`),
    )
  }

  return (
    <FormDialog
      wide
      title={`Go back to revision ${revision}`}
      submit={`Go back to revision ${revision}`}
      request={request}
      disabledBecause={whyNot ?? (blast === null ? 'What it restarts is being found out.' : null)}
      onSubmit={rollBack}
      onClose={onClose}
    >
      {blast === null ? <SkeletonLines /> : <BlastList blast={blast} />}
      <label className="opt">
        <input type="checkbox" checked={prove} onChange={(event) => setProve(event.target.checked)} />
        Launch a repository afterwards, to prove that it works
      </label>
      <label className="opt">
        <input type="checkbox" checked={goBack} onChange={(event) => setGoBack(event.target.checked)} />
        Return to what runs now where it does not work
      </label>
    </FormDialog>
  )
}
