'use client'

import { useRouter } from 'next/navigation'
import { useRow } from '../../lib/client/use-table.ts'
import type { StepId } from '../../lib/shared/install.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { ActDialog } from './act-dialog.tsx'
import { stepPath } from './step-path.ts'

interface RunStepDialogProps {
  serverId: string
  step: StepId
  onClose: () => void
}

/** Asks before one step of the install is run by itself, from wherever that is the remedy; then leads to its run. */
export function RunStepDialog({ serverId, step, onClose }: RunStepDialogProps) {
  const router = useRouter()
  const row = useRow('installs', serverId)
  const whyNot = useWhyNot(useServer(serverId))
  return (
    <ActDialog
      title="Run this step of the install"
      submit="Run this step"
      path={`/api/servers/${serverId}/install/start`}
      input={{ step, revision: row?.revision ?? 0 }}
      whyNot={whyNot ?? (row?.going ? 'The install goes already: one thing at a time.' : null)}
      onDone={() => router.push(stepPath(serverId, step))}
      onClose={onClose}
    >
      <p>
        It looks first at what is there, does what is missing, and looks again. The other steps stay as they
        are.
      </p>
    </ActDialog>
  )
}
