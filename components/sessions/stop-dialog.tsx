'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { DeletionRow } from '../../lib/shared/deletion-row.ts'
import type { StopBlast } from '../../lib/shared/sessions-api.ts'
import { BlastList } from '../ui/blast.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useRequest } from '../ui/use-request.ts'
import { type StopAsk, stopRequest, stopTitle } from './stop-ask.ts'
import { StopList } from './stop-list.tsx'
import { StopProgress } from './stop-progress.tsx'

interface StopDialogProps {
  serverId: string
  ask: StopAsk
  /** Why nothing can be stopped now; null while it can. */
  whyNot: string | null
  /** Where the choice is made in the dialog itself. */
  choice?: ReactNode
  onClose: () => void
}

/** Asks before sessions are stopped, with who loses what from the engine, and then shows how each of them ends. */
export function StopDialog({ serverId, ask, whyNot, choice, onClose }: StopDialogProps) {
  const [seen, setSeen] = useState<{ of: string; blast: StopBlast } | null>(null)
  const [started, setStarted] = useState<DeletionRow | null>(null)
  const describe = useRequest()
  const act = useRequest()
  const { run: look } = describe
  const { path, input } = stopRequest(serverId, ask)
  const body = JSON.stringify(input)
  const blast = seen?.of === body ? seen.blast : null
  // What was shown is not what would happen now: it is shown anew beside the refusal.
  const refused = act.problem?.code === 'conflict'

  // biome-ignore lint/correctness/useExhaustiveDependencies: a refusal is a reason to look again
  useEffect(() => {
    if (ask.pods.length === 0) return
    const asked = { ...JSON.parse(body), fingerprint: '', typed: '' }
    void look(
      () => post<StopBlast>(`${path}/describe`, asked),
      (answer) => setSeen({ of: body, blast: answer }),
    )
  }, [look, path, body, refused])

  if (started !== null) return <StopProgress row={started} onClose={onClose} />
  const count = blast?.goes.length ?? ask.pods.length

  function stop(): void {
    const confirmed = { ...input, fingerprint: blast?.fingerprint ?? '', typed: '' }
    void act.run(() => post<DeletionRow>(path, confirmed), setStarted)
  }

  return (
    <FormDialog
      title={ask.is === 'idle' ? stopTitle(ask, count) : `${stopTitle(ask, count)}?`}
      submit={count === 1 ? 'Stop 1 session' : `Stop ${count} sessions`}
      tone="danger-solid"
      wide
      onlyByButton
      request={act}
      disabledBecause={
        whyNot ??
        (count === 0
          ? 'Nobody is chosen.'
          : blast === null
            ? 'Bindery is still working out what this would do.'
            : null)
      }
      onSubmit={stop}
      onClose={onClose}
    >
      {choice}
      {blast && ask.pods.length > 0 && (
        <>
          <p className="said">{blast.sentence}</p>
          <StopList goes={blast.goes} stays={blast.stays} />
          <BlastList blast={blast} />
        </>
      )}
      {describe.problem && ask.pods.length > 0 && <ProblemNote problem={describe.problem} />}
    </FormDialog>
  )
}
