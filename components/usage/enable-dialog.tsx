'use client'

import { post } from '../../lib/client/request.ts'
import type { Plan } from '../../lib/shared/plan.ts'
import { ActDialog } from '../install/act-dialog.tsx'

interface EnableDialogProps {
  serverId: string
  plan: Plan
  revision: number
  onClose: () => void
}

/** Asks before the step of the install that brings metrics-server is run, by itself. */
export function EnableDialog({ serverId, plan, revision, onClose }: EnableDialogProps) {
  const path = `/api/servers/${serverId}/install`
  const input = { step: 'metrics-server', revision }

  /** A step that the plan does without is not run: the plan has to have it first. */
  async function withIt(): Promise<object> {
    if (plan.metricsServer) return input
    const changed = { plan: { ...plan, metricsServer: true }, revision }
    const saved = await post<{ revision: number }>(`${path}/plan`, changed)
    return { ...input, revision: saved.revision }
  }

  return (
    <ActDialog
      title="Measure what pods use"
      submit="Switch on metrics-server"
      path={`${path}/start`}
      input={input}
      prepare={withIt}
      onClose={onClose}
    >
      <p>
        metrics-server asks the node four times a minute what each pod uses. It takes about 30 MB of memory
        itself, and nobody’s session notices.
      </p>
      {!plan.metricsServer && (
        <p>The plan of this server does without it until now, and is changed to have it.</p>
      )}
    </ActDialog>
  )
}
