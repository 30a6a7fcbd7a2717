'use client'

import { Filter, Plus } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useTable } from '../../lib/client/use-table.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { Page } from '../frame/page.tsx'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Icon } from '../ui/icon.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { filterQuery, filterRuns, groupLabels, type RunFilter, readFilter } from './run-filter.ts'
import { RunsTable } from './runs-table.tsx'
import { StartRunDialog } from './start-run-dialog.tsx'
import './runs.css'

interface RunsPageProps {
  /** Only the runs of this server; null: of all servers. */
  serverId: string | null
  initialRuns: RunRow[]
}

/** What ran on a server, or on all of them, newest first, with its transcripts. */
export function RunsPage({ serverId, initialRuns }: RunsPageProps) {
  const { rows, state } = useTable('runs', initialRuns)
  const [filter, setFilter] = useFilter()
  const [starting, setStarting] = useState(false)
  const server = useServer(serverId)
  const whyNot = useWhyNot(server)

  const here = serverId === null ? rows : rows.filter((run) => run.serverId === serverId)
  const shown = filterRuns(here, filter)
  const start = server && (
    <Button tone="primary" disabledBecause={whyNot} onClick={() => setStarting(true)}>
      <Icon of={Plus} small />
      Run a script…
    </Button>
  )

  return (
    <Page title="Runs" fill>
      {here.length === 0 ? (
        <div className="page">
          <Empty action={start}>
            {server
              ? 'Nothing ran here yet. A run is a script that the server works through by itself: it goes on when you close the laptop, and its transcript is kept.'
              : 'Nothing ran yet. Open a server to run a script on it; its transcript is kept here.'}
          </Empty>
        </div>
      ) : (
        <>
          <div className="toolbar">
            <Segmented
              label="Which runs"
              hideLabel
              options={groupLabels}
              value={filter.group}
              onChange={(group) => setFilter({ ...filter, group })}
            />
            <label className="filter">
              <Icon of={Filter} small />
              <span className="vh">Filter</span>
              <input
                type="search"
                placeholder={server ? 'title, person' : 'title, person, server'}
                value={filter.text}
                onChange={(event) => setFilter({ ...filter, text: event.target.value })}
              />
            </label>
            <span className="dim count" role="status">
              {state !== 'syncing' && counted(shown.length, here.length)}
            </span>
            <span className="grow" />
            {start}
          </div>
          {shown.length === 0 ? (
            <div className="page">
              <Empty
                action={<Button onClick={() => setFilter({ group: 'all', text: '' })}>Show all runs</Button>}
              >
                No run matches this filter.
              </Empty>
            </div>
          ) : (
            <RunsTable runs={shown} withServer={serverId === null} />
          )}
        </>
      )}
      {starting && server && (
        <StartRunDialog serverId={server.id} serverName={server.name} onClose={() => setStarting(false)} />
      )}
    </Page>
  )
}

function counted(shown: number, all: number): string {
  const runs = all === 1 ? '1 run' : `${all} runs`
  return shown === all ? runs : `${shown} of ${runs}`
}

/** The filter in the address bar: a link shows the same, and going back keeps it. */
function useFilter(): [RunFilter, (filter: RunFilter) => void] {
  const pathname = usePathname()
  const query = useSearchParams()
  return [
    readFilter(new URLSearchParams(query)),
    (filter) => window.history.replaceState(null, '', `${pathname}${filterQuery(filter)}`),
  ]
}
