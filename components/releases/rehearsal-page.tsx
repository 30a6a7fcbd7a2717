'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../../lib/client/request.ts'
import type { ConfigSeen } from '../../lib/shared/config-api.ts'
import { toProblem } from '../../lib/shared/problem.ts'
import { Page } from '../frame/page.tsx'
import { usePerson } from '../frame/person.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { ChartField } from './chart-field.tsx'
import { RehearsalView } from './rehearsal-view.tsx'

interface RehearsalPageProps {
  serverId: string
  /** The version of the chart to begin with; null for the one that runs. */
  chart: string | null
}

/** What an upgrade would do, on one page with one verdict, without doing it. */
export function RehearsalPage({ serverId, chart }: RehearsalPageProps) {
  const { role } = usePerson()
  const config = useQuery({
    queryKey: ['config', serverId],
    queryFn: ({ signal }) => get<ConfigSeen>(`/api/servers/${serverId}/config`, signal),
    enabled: role === 'administrator',
    retry: false,
  })
  return (
    <Page title="Rehearsal">
      {role === 'viewer' ? (
        <Empty>A rehearsal reads binder.yaml, which only administrators see.</Empty>
      ) : config.data ? (
        <Rehearsing serverId={serverId} config={config.data} chart={chart} />
      ) : config.error ? (
        <ProblemNote
          problem={toProblem(config.error)}
          action={<Button onClick={() => void config.refetch()}>Look again</Button>}
        />
      ) : (
        <SkeletonLines />
      )}
    </Page>
  )
}

interface RehearsingProps {
  serverId: string
  config: ConfigSeen
  chart: string | null
}

function Rehearsing({ serverId, config, chart }: RehearsingProps) {
  const running = config.release?.chartVersion ?? null
  const [target, setTarget] = useState(chart ?? running)
  const number = config.latest?.number ?? 0
  return (
    <div className="rehearsal">
      <ChartField serverId={serverId} running={running} value={target} onChoose={setTarget} />
      <p className="dim">
        {number === 0
          ? 'With binder.yaml as the server has it.'
          : `With revision ${number} of binder.yaml, the last one that was saved.`}
      </p>
      {target === null ? (
        <Empty>There is no BinderHub here to upgrade.</Empty>
      ) : (
        <RehearsalView
          key={target}
          serverId={serverId}
          number={number}
          chart={target}
          running={running}
          onServer={config.onServer}
        />
      )}
    </div>
  )
}
