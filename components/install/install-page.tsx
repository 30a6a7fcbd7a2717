'use client'

import dynamic from 'next/dynamic'
import { useRow } from '../../lib/client/use-table.ts'
import type { InstallRow } from '../../lib/shared/install.ts'
import { AnswersProvider } from '../account/answers-provider.tsx'
import { useServer } from '../frame/servers.tsx'
import { ForgottenServer } from '../servers/overview/forgotten-server.tsx'

// One or the other: the form is needed once, and when the plan is changed.
const InstallView = dynamic(() => import('./install-view.tsx').then((module) => module.InstallView))
const PlanPage = dynamic(() => import('./plan/plan-page.tsx').then((module) => module.PlanPage))

interface InstallPageProps {
  serverId: string
  /** The install as it was when the page was rendered. */
  initialRow: InstallRow | undefined
}

/** The install of one server: first its plan, then its steps. */
export function InstallPage({ serverId, initialRow }: InstallPageProps) {
  const server = useServer(serverId)
  const row = useRow('installs', serverId, initialRow)
  if (server === undefined) return <ForgottenServer />
  return (
    <AnswersProvider>
      {row === undefined || row.plan === null ? (
        <PlanPage serverId={serverId} initialRow={row} />
      ) : (
        <InstallView server={server} row={row} />
      )}
    </AnswersProvider>
  )
}
