'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { ConfigRevision } from '../../lib/shared/config-api.ts'
import { ChangeChoices } from '../releases/change-choices.tsx'
import { ChartField } from '../releases/chart-field.tsx'
import { RunDialog } from '../runs/run-dialog.tsx'
import { Link } from '../ui/link.tsx'

const TextDiff = dynamic(() => import('../editor/text-diff.tsx').then((file) => file.TextDiff), {
  ssr: false,
})

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
  const [choices, setChoices] = useState({ prove: true, goBack: true })
  const [chart, setChart] = useState(wished ?? running)
  const before = onServer ?? ''
  const lead = (
    <>
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
    </>
  )

  return (
    <RunDialog
      serverId={serverId}
      title={`Upgrade to revision ${revision.number} of binder.yaml`}
      submit="Upgrade"
      path={`/api/servers/${serverId}/config/apply`}
      input={{ number: revision.number, chartVersion: chart, ...choices }}
      lead={lead}
      onClose={onClose}
    >
      <ChangeChoices
        choices={choices}
        otherwise="Go back by itself where it does not work"
        onChoose={setChoices}
      />
    </RunDialog>
  )
}
