'use client'

import { useRouter } from 'next/navigation'
import { post } from '../../lib/client/request.ts'
import type { ReleaseTrouble } from '../../lib/shared/releases-api.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { useBlast } from '../runs/use-blast.ts'
import { BlastList } from '../ui/blast.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { useRequest } from '../ui/use-request.ts'

interface RepairDialogProps {
  serverId: string
  trouble: ReleaseTrouble
  onClose(): void
}

/** The one confirmed step out of a stuck release. */
export function RepairDialog({ serverId, trouble, onClose }: RepairDialogProps) {
  const router = useRouter()
  const request = useRequest()
  const whyNot = useWhyNot(useServer(serverId))
  const path = `/api/servers/${serverId}/releases/repair`
  const input = { revision: trouble.revision }
  const blast = useBlast(path, input, true)
  const takesOff = trouble.goesBackTo === null
  return (
    <FormDialog
      wide
      title="Repair the release"
      submit={takesOff ? 'Take it off' : `Go back to revision ${trouble.goesBackTo}`}
      tone={takesOff ? 'danger' : 'primary'}
      request={request}
      disabledBecause={whyNot ?? (blast === null ? 'What it restarts is being found out.' : null)}
      onSubmit={() =>
        void request.run(
          () => post<{ id: string }>(path, input),
          ({ id }) => router.push(`/s/${serverId}/runs/${id}`),
        )
      }
      onClose={onClose}
    >
      <p>
        A Helm that is still at work on the server is waited for, up to ten minutes. Then the pods are waited
        for, and BinderHub and the hub are asked how they are.
      </p>
      {blast === null ? <SkeletonLines /> : <BlastList blast={blast} />}
    </FormDialog>
  )
}
