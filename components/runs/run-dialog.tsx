'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { post } from '../../lib/client/request.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { BlastList } from '../ui/blast.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { useDescription } from '../ui/use-description.ts'
import { useRequest } from '../ui/use-request.ts'

/** How long a choice must rest before the engine is asked again, in milliseconds. */
const REST_MS = 500

interface RunDialogProps {
  serverId: string
  title: string
  submit: string
  tone?: 'primary' | 'danger'
  /** The action: it answers with the id of the run that it began. */
  path: string
  input: object
  /** What is said before what it runs. */
  lead?: ReactNode
  /** What is chosen, after what it runs. */
  children?: ReactNode
  onClose(): void
}

/** Asks before an action whose work is a run: what it runs, restarts and breaks, or why it cannot; then shows the run. */
export function RunDialog({
  serverId,
  title,
  submit,
  tone,
  path,
  input,
  lead,
  children,
  onClose,
}: RunDialogProps) {
  const router = useRouter()
  const request = useRequest()
  const whyNot = useWhyNot(useServer(serverId))
  const { latest: blast, problem } = useDescription(path, input, { restMs: REST_MS })

  function start() {
    void request.run(
      () => post<{ id: string }>(path, input),
      ({ id }) => router.push(`/s/${serverId}/runs/${id}`),
    )
  }

  return (
    <FormDialog
      wide
      title={title}
      submit={submit}
      {...(tone ? { tone } : {})}
      request={request}
      disabledBecause={whyNot ?? (blast === null ? 'What it restarts is being found out.' : null)}
      onSubmit={start}
      onClose={onClose}
    >
      {lead}
      {problem && <ProblemNote problem={problem} />}
      {blast === null && problem === null && <SkeletonLines />}
      {blast !== null && <BlastList blast={blast} />}
      {children}
    </FormDialog>
  )
}
