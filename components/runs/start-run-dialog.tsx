'use client'

import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import { startRunInput } from '../../lib/shared/runs-api.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { BlastList } from '../ui/blast.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { fieldError, problemBeside } from '../ui/field-error.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
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
const fields = ['title', 'script'] as const

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
  const [refused, setRefused] = useState<Problem | null>(null)
  const request = useRequest()
  const whyNot = useWhyNot(useServer(serverId))
  const path = `/api/servers/${serverId}/runs/start`
  const blast = useBlast(path, draft, startRunInput.safeParse(draft).success)
  const problem = refused ?? request.problem

  function edit(part: Partial<RunDraft>) {
    setRefused(null)
    request.clear()
    change({ ...draft, ...part })
  }

  function start() {
    if (whyNot !== null || request.busy) return
    const input = startRunInput.safeParse(draft)
    if (!input.success) {
      const issue = input.error.issues[0]
      setRefused({
        code: 'invalid_input',
        message: issue?.message ?? 'This cannot be run.',
        field: issue?.path.map(String).join('.') ?? '',
      })
      return
    }
    void request.run(
      () => post<{ id: string }>(path, input.data),
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
    <Dialog
      wide
      title={`Run a script on ${serverName}`}
      onClose={onClose}
      onSubmit={start}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Not now
          </Button>
          {kept && (
            <Button tone="quiet" onClick={clear}>
              {initial === empty ? 'Empty the form' : 'As it was'}
            </Button>
          )}
          <span className="grow" />
          <span className="dim hide-s">
            <kbd>Ctrl Enter</kbd>
          </span>
          <Button type="submit" tone="primary" busy={request.busy} disabledBecause={whyNot}>
            Run it
          </Button>
        </>
      }
    >
      <Field
        label="Title"
        hint="What it is for, as it will stand in the list."
        error={fieldError(problem, 'title')}
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
        hint="bash, from a file, without a terminal. What you type is kept in this browser until it was started."
        error={fieldError(problem, 'script')}
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
      {blast ? (
        <BlastList blast={{ ...blast, runs: [] }} />
      ) : (
        <p className="blast">
          <b>Runs</b> as root on {serverName}: it may do anything there. One run at a time; others wait.
        </p>
      )}
      <Beside problem={problemBeside(problem, fields)} />
    </Dialog>
  )
}

function Beside({ problem }: { problem: Problem | null }) {
  return problem && <ProblemNote problem={problem} />
}
