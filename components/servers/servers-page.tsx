'use client'

import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useNow } from '../../lib/client/use-now.ts'
import { useTable } from '../../lib/client/use-table.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { runHasEnded } from '../../lib/shared/run-row.ts'
import { useHealths } from '../frame/healths.tsx'
import { Page } from '../frame/page.tsx'
import { usePerson } from '../frame/person.tsx'
import { useServers } from '../frame/servers.tsx'
import { useStaleSince } from '../frame/use-liveness.ts'
import { Empty } from '../ui/empty.tsx'
import { Icon } from '../ui/icon.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { TimeText } from '../ui/time-text.tsx'
import { ServerListRow } from './server-list-row.tsx'
import { serversTruth, worstFirst } from './servers-truth.ts'

const PracticeEntry = dynamic(async () => (await import('./practice/practice-entry.tsx')).PracticeEntry)

/** All servers: one sentence over all of them, then each with its state. */
export function ServersPage({ initialRuns }: { initialRuns: RunRow[] }) {
  const { rows } = useServers()
  const { rows: runs } = useTable('runs', initialRuns)
  const { byKey: installs } = useTable('installs')
  const healths = useHealths()
  const now = useNow()
  const { role } = usePerson()
  const staleSince = useStaleSince(undefined)
  const add = role === 'administrator' && (
    <LinkButton tone="primary" href="/servers/new">
      <Icon of={Plus} small />
      Add a server
    </LinkButton>
  )

  if (rows.length === 0)
    return (
      <Page>
        <div className="measure">
          <h1 className="truth mb-6">No server yet.</h1>
          <Empty action={add}>
            A server is a machine with Ubuntu that you reach by SSH. Bindery looks at it first and changes
            nothing.
            {role === 'viewer' && ' An administrator can add one.'}
          </Empty>
          {role === 'administrator' && <PracticeEntry rows={rows} />}
        </div>
      </Page>
    )

  const working = runs.filter((run) => !runHasEnded(run.status))
  const [lead, more] = serversTruth(rows, { runs: working, installs, healths }, now, staleSince)
  return (
    <Page>
      <div className="measure">
        <div className="row wrap mb-6 items-end gap-4">
          <h1 className="truth max-w-none flex-1 max-[760px]:basis-full">
            <span>
              <TimeText>{lead}</TimeText>
            </span>{' '}
            {more && (
              <span>
                <TimeText>{more}</TimeText>
              </span>
            )}
          </h1>
          {add}
        </div>
        <ul className="srvs">
          {worstFirst(rows, healths, now).map((server) => (
            <ServerListRow
              key={server.id}
              server={server}
              health={healths.get(server.id)}
              runs={working.filter((run) => run.serverId === server.id)}
            />
          ))}
        </ul>
        {role === 'administrator' && <PracticeEntry rows={rows} />}
        {rows.some(({ link }) => link.state === 'reconnecting') && (
          <p className="hint mt-5">
            What is known of a silent server stays visible, in grey, with its age. Bindery keeps trying to
            reach it.
          </p>
        )}
      </div>
    </Page>
  )
}
