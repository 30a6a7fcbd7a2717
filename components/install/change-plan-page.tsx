'use client'

import { useRow } from '../../lib/client/use-table.ts'
import type { InstallRow } from '../../lib/shared/install.ts'
import { AnswersProvider } from '../account/answers-provider.tsx'
import { PlanPage } from './plan/plan-page.tsx'

interface ChangePlanPageProps {
  serverId: string
  /** The install as it was when the page was rendered. */
  initialRow: InstallRow | undefined
}

/** The form of a plan that is there already. */
export function ChangePlanPage({ serverId, initialRow }: ChangePlanPageProps) {
  const row = useRow('installs', serverId, initialRow)
  return (
    <AnswersProvider>
      <PlanPage serverId={serverId} initialRow={row} />
    </AnswersProvider>
  )
}
