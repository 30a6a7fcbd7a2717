'use client'

import { useRouter } from 'next/navigation'
import type { KeyboardEvent } from 'react'
import { post } from '../../lib/client/request.ts'
import { startRunInput } from '../../lib/shared/runs-api.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { BlastList } from '../ui/blast.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useCheckedRequest } from '../ui/use-checked-request.ts'
import { useRequest } from '../ui/use-request.ts'
import { type RunDraft, useRunDraft } from './run-draft.ts'
import { useBlast } from './use-blast.ts'

interface StartRunDialogProps {
  serverId: string
  serverName: string
  /** A run to do again; it may be changed before. */
  initial?: RunDraft
  /** Keeps the draft apart from the server's own, when an earlier run is done again. */
  draftOf?: string
  onClose: () => void
}

const empty: RunDraft = { title: '', script: '' }

/** A script with a title, what running it means, and the way to its page. */
export function StartRunDialog({
  serverId,
  serverName,
  initial = empty,
  draftOf,
  onClose,
}: StartRunDialogProps) {
  const router = useRouter()
  const { draft, kept, change, clear, forget } = useRunDraft(draftOf ?? serverId, initial)
  const sending = useRequest()
  const request = useCheckedRequest(sending)
  const whyNot = useWhyNot(useServer(serverId))
  const path = `/api/servers/${serverId}/runs/start`
  const blast = useBlast(path, draft, startRunInput.safeParse(draft).success)

  function edit(part: Partial<RunDraft>) {
    request.clear()
    change({ ...draft, ...part })
  }

  function start() {
    if (whyNot !== null || request.busy) return
    const input = request.check(startRunInput, draft)
    if (input === null) return
    void sending.run(
      () => post<{ id: string }>(path, input),
      ({ id }) => {
        forget()
        router.push(`/s/${serverId}/runs/${id}`)
        onClose()
      },
    )
  }

  function pressed(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      start()
    }
  }

  return (
    <FormDialog
      wide
      title={`Run a script on ${serverName}`}
      submit="Run it"
      request={request}
      fields={['title', 'script']}
      disabledBecause={whyNot}
      afterLeave={
        kept && (
          <Button tone="quiet" onClick={clear}>
            {initial === empty ? 'Empty the form' : 'As it was'}
          </Button>
        )
      }
      beforeSubmit={
        <span className="dim hide-s">
          <kbd>Ctrl Enter</kbd>
        </span>
      }
      onSubmit={start}
      onClose={onClose}
    >
      <Field
        label="Title"
        hint="What it is for, as it will stand in the list."
        error={request.errorAt('title')}
      >
        {(control) => (
          <input
            className="inp"
            {...control}
            value={draft.title}
            autoComplete="off"
            onKeyDown={pressed}
            onChange={(event) => edit({ title: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Script"
        hint="Run by bash as root. It cannot ask you anything while it runs. What you type is kept in this browser until it was started."
        error={request.errorAt('script')}
      >
        {(control) => (
          <textarea
            className="inp mono script"
            {...control}
            rows={10}
            value={draft.script}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            onKeyDown={pressed}
            onChange={(event) => edit({ script: event.target.value })}
          />
        )}
      </Field>
      <p className="hint">Everybody who may sign in here can read the script and its output.</p>
      {blast ? (
        <BlastList blast={{ ...blast, runs: [] }} />
      ) : (
        <p className="blast">
          <b>Runs</b> as root on {serverName}: it may do anything there. One run at a time; others wait.
        </p>
      )}
    </FormDialog>
  )
}
