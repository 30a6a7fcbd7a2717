'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { get, post } from '../../lib/client/request.ts'
import type { ConfigRevision } from '../../lib/shared/config-api.ts'
import { applyEdits, type Diagnostic } from '../../lib/shared/config-check/diagnostic.ts'
import { toProblem } from '../../lib/shared/problem.ts'
import { type Rehearsal, verdictOf } from '../../lib/shared/rehearsal.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { useRequest } from '../ui/use-request.ts'
import { RehearsalFacts } from './rehearsal-facts.tsx'
import { shortChart } from './revision-words.ts'
import { VerdictNote } from './verdict-note.tsx'

const ApplyDialog = dynamic(() => import('../config/apply-dialog.tsx').then((file) => file.ApplyDialog))

interface RehearsalViewProps {
  serverId: string
  /** The revision of binder.yaml; 0 for the file on the server. */
  number: number
  chart: string
  running: string | null
  onServer: string | null
}

/** One rehearsal: its verdict, what it rests on, and the way on. */
export function RehearsalView({ serverId, number, chart, running, onServer }: RehearsalViewProps) {
  const [applying, setApplying] = useState<ConfigRevision | null>(null)
  const queries = useQueryClient()
  const saving = useRequest()
  const whyNot = useWhyNot(useServer(serverId))
  const rehearsal = useQuery({
    queryKey: ['rehearsal', serverId, number, chart],
    queryFn: ({ signal }) =>
      get<Rehearsal>(
        `/api/servers/${serverId}/releases/rehearsal?number=${number}&chart=${encodeURIComponent(chart)}`,
        signal,
      ),
    retry: false,
    staleTime: 30_000,
  })
  if (rehearsal.error)
    return (
      <ProblemNote
        problem={toProblem(rehearsal.error)}
        action={<Button onClick={() => void rehearsal.refetch()}>Rehearse again</Button>}
      />
    )
  if (!rehearsal.data)
    return (
      <>
        <p role="status">Helm is asked what it would do. Nothing is changed.</p>
        <SkeletonLines />
      </>
    )
  const { data } = rehearsal
  const verdict = verdictOf(data)

  function upgrade() {
    const config = `/api/servers/${serverId}/config`
    void saving.run(async () => {
      const saved =
        number === 0
          ? (await post<{ number: number }>(`${config}/save`, { text: data.text, base: 0, note: '' })).number
          : number
      return await get<ConfigRevision>(`${config}/${saved}`)
    }, setApplying)
  }

  /** Mends one place as its button says, in a new revision of the file; the rehearsal then begins anew with that. */
  function mend({ fix }: Diagnostic) {
    if (fix === null) return
    void saving.run(
      () =>
        post(`/api/servers/${serverId}/config/save`, {
          text: applyEdits(data.text, fix.edits),
          base: number,
          note: `For chart ${shortChart(chart)}: ${fix.label}`.slice(0, 200),
        }),
      () => void queries.invalidateQueries({ queryKey: ['config', serverId] }),
    )
  }

  return (
    <>
      <VerdictNote verdict={verdict} />
      <div className="row wrap no-print">
        <Button
          tone="primary"
          busy={saving.busy}
          disabledBecause={
            whyNot ?? (verdict.is === 'refused' ? 'It would be refused: see below what to mend.' : null)
          }
          onClick={upgrade}
        >
          Upgrade…
        </Button>
        <Button busy={rehearsal.isFetching} onClick={() => void rehearsal.refetch()}>
          Rehearse again
        </Button>
        <Button tone="quiet" onClick={() => window.print()}>
          Print
        </Button>
        <span className="dim">
          Rehearsed <Age at={data.at} />, in {(data.tookMs / 1000).toFixed(1)} s
        </span>
      </div>
      {saving.problem && <ProblemNote problem={saving.problem} />}
      <RehearsalFacts serverId={serverId} rehearsal={data} onMend={whyNot === null ? mend : null} />
      {applying && (
        <ApplyDialog
          serverId={serverId}
          revision={applying}
          onServer={onServer}
          running={running}
          chart={chart}
          onClose={() => setApplying(null)}
        />
      )}
    </>
  )
}
