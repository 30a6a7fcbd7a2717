'use client'

import dynamic from 'next/dynamic'
import { useNow } from '../../../lib/client/use-now.ts'
import { useRow, useTable } from '../../../lib/client/use-table.ts'
import type { ChangesRow } from '../../../lib/shared/changes-row.ts'
import type { DiskRow } from '../../../lib/shared/disk-row.ts'
import type { InstallRow } from '../../../lib/shared/install.ts'
import type { RunRow } from '../../../lib/shared/run-row.ts'
import { useHealths } from '../../frame/healths.tsx'
import { Page } from '../../frame/page.tsx'
import { useServer } from '../../frame/servers.tsx'
import { useStaleSince } from '../../frame/use-liveness.ts'
import { TimeText } from '../../ui/time-text.tsx'
import { overviewTruth } from '../overview-truth.ts'
import { BeforeABinderHub } from './before-a-binderhub.tsx'
import { ForgottenServer } from './forgotten-server.tsx'
import { LatestRuns } from './latest-runs.tsx'
import { MachineFacts } from './machine-facts.tsx'
import { NextSteps } from './next-steps.tsx'
import { Proof } from './proof.tsx'

const BinderHubNow = dynamic(() => import('./binderhub-now.tsx').then((module) => module.BinderHubNow))

interface OverviewPageProps {
  serverId: string
  /** The runs of this server as they were when the page was rendered. */
  initialRuns: RunRow[]
  /** Its install, its disks and what changed on it, likewise. */
  initialInstall: InstallRow | undefined
  initialDisk: DiskRow | undefined
  initialChanges: ChangesRow | undefined
}

/** What is true of a server now, what it asks of a person, who is on it, what it is, and what ran on it last. */
export function OverviewPage({ serverId, initialRuns, initialInstall, ...initial }: OverviewPageProps) {
  const server = useServer(serverId)
  const { rows } = useTable('runs', initialRuns)
  const install = useRow('installs', serverId, initialInstall)
  const health = useHealths().get(serverId)
  const now = useNow()
  const staleSince = useStaleSince(server)
  if (server === undefined) return <ForgottenServer />

  const runs = rows.filter((run) => run.serverId === serverId).sort((a, b) => b.createdAt - a.createdAt)
  const hasBinderHub = health?.found === 'binderhub'
  const [lead, more] = overviewTruth(server, { runs, install, health }, now, staleSince)
  return (
    <Page title="Overview">
      <section aria-label="State of the server">
        <p className="truth">
          <span>
            <TimeText>{lead}</TimeText>
          </span>{' '}
          <span>
            <TimeText>{more}</TimeText>
          </span>
        </p>
        <Proof server={server} health={health} />
        <NextSteps server={server} install={install} works={hasBinderHub} />
      </section>
      {health !== undefined && hasBinderHub ? (
        <BinderHubNow server={server} health={health} install={install} {...initial} />
      ) : (
        <BeforeABinderHub server={server} />
      )}
      <div className="cols">
        <MachineFacts server={server} />
        <LatestRuns serverId={serverId} runs={runs} />
      </div>
    </Page>
  )
}
