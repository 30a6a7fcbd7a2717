'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { ConfigRevision } from '../../lib/shared/config-api.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { ChartField } from '../releases/chart-field.tsx'
import { BlastList } from '../ui/blast.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { useDescription } from '../ui/use-description.ts'
import { useRequest } from '../ui/use-request.ts'

const TextDiff = dynamic(() => import('../editor/text-diff.tsx').then((file) => file.TextDiff), {
  ssr: false,
})

/** How long the choice of a chart must rest before the engine is asked again, in milliseconds. */
const REST_MS = 500

interface ApplyDialogProps {
  serverId: string
  revision: ConfigRevision
  /** Null where the server has no file. */
  onServer: string | null
  /** The version of the chart that runs; null where none does. */
  running: string | null
  /** The version to begin with, where that is another one. */
  chart?: string
  onClose(): void
}

/** What an upgrade to this revision changes, runs and restarts; then it is a run like any other. */
export function ApplyDialog({
  serverId,
  revision,
  onServer,
  running,
  chart: wished,
  onClose,
}: ApplyDialogProps) {
  const router = useRouter()
  const request = useRequest()
  const whyNot = useWhyNot(useServer(serverId))
  const [prove, setProve] = useState(true)
  const [goBack, setGoBack] = useState(true)
  const [chart, setChart] = useState(wished ?? running)
  const path = `/api/servers/${serverId}/config/apply`
  const input = { number: revision.number, chartVersion: chart, prove, goBack }
  const { latest: blast, problem } = useDescription(path, input, { restMs: REST_MS })
  const before = onServer ?? ''

  function apply() {
    void request.run(
      () => post<{ id: string }>(path, input),
      ({ id }) => router.push(`/s/${serverId}/runs/${id}`),
    )
  }

  return (
    <FormDialog
      wide
      title={`Upgrade to revision ${revision.number} of binder.yaml`}
      submit="Upgrade"
      request={request}
      disabledBecause={whyNot ?? (blast === null ? 'What it restarts is being found out.' : null)}
      onSubmit={apply}
      onClose={onClose}
    >
      {before === revision.text ? (
        <p>The file on the server is this one already. The upgrade runs all the same.</p>
      ) : (
        <TextDiff label="What changes in binder.yaml" before={before} after={revision.text} />
      )}
      <ChartField serverId={serverId} running={running} value={chart} onChoose={setChart} />
      {wished === undefined && (
        <p>
          <Link
            href={`/s/${serverId}/releases/rehearsal${chart === null ? '' : `?chart=${encodeURIComponent(chart)}`}`}
          >
            Rehearse it first
          </Link>
          : what would change, and whether Helm takes it, without doing it.
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
      {blast === null && problem === null && <SkeletonLines />}
      {blast !== null && <BlastList blast={blast} />}
      <label className="opt">
        <input type="checkbox" checked={prove} onChange={(event) => setProve(event.target.checked)} />
        <span>Launch a repository afterwards, to prove that it works</span>
      </label>
      <label className="opt">
        <input type="checkbox" checked={goBack} onChange={(event) => setGoBack(event.target.checked)} />
        <span>Go back by itself where it does not work</span>
      </label>
    </FormDialog>
  )
}
