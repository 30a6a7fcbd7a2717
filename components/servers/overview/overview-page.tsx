'use client'

import { Box, ListChecks, Play } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useNow } from '../../../lib/client/use-now.ts'
import { useRow, useTable } from '../../../lib/client/use-table.ts'
import type { InstallRow } from '../../../lib/shared/install.ts'
import type { RunRow } from '../../../lib/shared/run-row.ts'
import { useHealths } from '../../frame/healths.tsx'
import { Page } from '../../frame/page.tsx'
import { useServer } from '../../frame/servers.tsx'
import { useStaleSince, useWhyNot } from '../../frame/use-liveness.ts'
import { installInvitation } from '../../install/install-word.ts'
import { OpenBinder } from '../../install/open-binder.tsx'
import { isComplete } from '../../install/progress.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { TimeText } from '../../ui/time-text.tsx'
import { LookAgainButton } from '../look-again-button.tsx'
import { overviewTruth } from '../overview-truth.ts'
import { ForgottenServer } from './forgotten-server.tsx'
import { LatestRuns } from './latest-runs.tsx'
import { MachineFacts } from './machine-facts.tsx'
import { NeedsYou } from './needs-you.tsx'
import { Proof } from './proof.tsx'

const StartRunDialog = dynamic(() =>
  import('../../runs/start-run-dialog.tsx').then((module) => module.StartRunDialog),
)

interface OverviewPageProps {
  serverId: string
  /** The runs of this server as they were when the page was rendered. */
  initialRuns: RunRow[]
  /** Its install, likewise. */
  initialInstall: InstallRow | undefined
}

/** What is true of a server now, what stands in its way, what it is, and what ran on it last. */
export function OverviewPage({ serverId, initialRuns, initialInstall }: OverviewPageProps) {
  const server = useServer(serverId)
  const { rows } = useTable('runs', initialRuns)
  const install = useRow('installs', serverId, initialInstall)
  const health = useHealths().get(serverId)
  const now = useNow()
  const whyNot = useWhyNot(server)
  const staleSince = useStaleSince(server)
  const [starting, setStarting] = useState(false)
  if (server === undefined) return <ForgottenServer />

  const runs = rows.filter((run) => run.serverId === serverId).sort((a, b) => b.createdAt - a.createdAt)
  const [lead, more] = overviewTruth(server, { runs, install, health }, now, staleSince)
  const invitation = server.facts === null ? null : installInvitation(install)
  const complete = install !== undefined && install.going === null && isComplete(install)
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
        <div className="row wrap mt-5">
          {invitation !== null && (
            <LinkButton tone="primary" href={`/s/${serverId}/install`}>
              <Icon of={ListChecks} small />
              {invitation}
            </LinkButton>
          )}
          {complete && (
            <LinkButton tone="primary" href={`/s/${serverId}/workloads`}>
              <Icon of={Box} small />
              Watch the pods
            </LinkButton>
          )}
          {complete && <OpenBinder row={install} />}
          <Button
            tone={invitation === null && !complete ? 'primary' : 'plain'}
            disabledBecause={whyNot}
            onClick={() => setStarting(true)}
          >
            <Icon of={Play} small />
            Run a script…
          </Button>
          <LookAgainButton server={server} />
        </div>
      </section>
      <NeedsYou server={server} />
      <div className="cols">
        <MachineFacts server={server} />
        <LatestRuns serverId={serverId} runs={runs} />
      </div>
      {starting && (
        <StartRunDialog serverId={serverId} serverName={server.name} onClose={() => setStarting(false)} />
      )}
    </Page>
  )
}
