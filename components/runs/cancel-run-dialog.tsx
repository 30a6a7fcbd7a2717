'use client'

import { useEffect, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { Blast } from '../../lib/shared/blast.ts'
import { type RunRow, runHasEnded } from '../../lib/shared/run-row.ts'
import { BlastList } from '../ui/blast.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Note } from '../ui/note.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useRequest } from '../ui/use-request.ts'

/** Asks before a run is stopped: what that does, from the engine, and that half done stays half done. */
export function CancelRunDialog({ run, onClose }: { run: RunRow; onClose: () => void }) {
  const [blast, setBlast] = useState<Blast | null>(null)
  const describe = useRequest()
  const cancel = useRequest()
  const path = `/api/runs/${run.id}/cancel`
  const { run: ask } = describe

  useEffect(() => {
    void ask(() => post<Blast>(`${path}/describe`, {}), setBlast)
  }, [ask, path])

  const ended = runHasEnded(run.status)
  return (
    <FormDialog
      title={`Cancel “${run.title}”?`}
      submit={ended ? null : 'Cancel this run'}
      tone="danger-solid"
      leave={ended ? 'Close' : 'Let it run'}
      request={cancel}
      disabledBecause={blast === null ? 'Bindery is still working out what this would do.' : null}
      onSubmit={() => void cancel.run(() => post(path, {}), onClose)}
      onClose={onClose}
    >
      {ended ? (
        <Note kind="ok" role="status">
          <p>
            <b>It has ended in the meantime.</b> There is nothing left to cancel.
          </p>
        </Note>
      ) : (
        <p>
          Stops the script on {run.serverName} and every process it started. What is done stays done; what is
          half done stays half done.
        </p>
      )}
      {blast && !ended && <BlastList blast={blast} />}
      {describe.problem && <ProblemNote problem={describe.problem} />}
    </FormDialog>
  )
}
