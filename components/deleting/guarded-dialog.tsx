'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { GuardedBlast } from '../../lib/shared/deleting-api.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Field } from '../ui/field.tsx'
import { fieldError } from '../ui/field-error.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Note } from '../ui/note.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { useRequest } from '../ui/use-request.ts'
import { BlastDetails } from './blast-details.tsx'
import { grownWords } from './grown-words.ts'
import { type Described, useDescribed } from './use-described.ts'

/** A click that was on its way to the button while the list above it grew says yes to nothing. */
const READ_MS = 1_500

interface GuardedDialogProps<Shown extends GuardedBlast, Answer> {
  serverId: string
  title: ReactNode
  /** Of the action, and its input without what confirms it. */
  path: string
  input: object
  /** False while the input cannot be described yet. */
  ready?: boolean
  submit: ReactNode
  danger?: boolean
  wide?: boolean
  /** Why it cannot be sent yet, beside what the dialog finds itself. */
  disabledBecause?: string | null
  /** Before what the engine says of it: what is chosen. */
  before?: ReactNode
  details?: (shown: Shown) => ReactNode
  onDone: (answer: Answer) => void
  onClose: () => void
}

/**
 * Asks before a change to a cluster: what it does, live, what has to be typed, and once more where more breaks than when
 * the dialog was opened.
 */
export function GuardedDialog<Shown extends GuardedBlast, Answer = unknown>({
  serverId,
  title,
  path,
  input,
  ready = true,
  submit,
  danger = false,
  wide = false,
  disabledBecause = null,
  before,
  details,
  onDone,
  onClose,
}: GuardedDialogProps<Shown, Answer>) {
  const [typed, setTyped] = useState('')
  const described = useDescribed<Shown>(path, input, ready)
  const { shown, grown, problem } = described
  const request = useRequest()
  const whyNot = useWhyNot(useServer(serverId))
  const isNews = useNews(grown)
  const word = shown?.typed?.word ?? null
  const refused = request.problem?.code === 'conflict' && request.problem.field === 'fingerprint'

  function send(): void {
    if (!shown) return
    const body = { ...input, fingerprint: shown.fingerprint, typed: typed.trim() }
    void request.run(
      () =>
        post<Answer>(path, body).catch((error) => {
          described.again()
          throw error
        }),
      onDone,
    )
  }

  return (
    <FormDialog
      title={title}
      submit={grown.length > 0 ? <>{submit} all the same</> : submit}
      tone={danger ? 'danger-solid' : 'primary'}
      wide={wide}
      request={refused && grown.length > 0 ? { ...request, problem: null } : request}
      fields={['typed', 'replicas', 'minutes']}
      disabledBecause={
        whyNot ??
        disabledBecause ??
        whyNotYet(described) ??
        (isNews ? 'More breaks than a moment ago. Read it first.' : null) ??
        (word !== null && typed.trim() !== word ? `Type ${word} first.` : null)
      }
      onSubmit={send}
      onClose={onClose}
    >
      {before}
      {grown.length > 0 && shown && (
        <Note kind="warn" role="alert">
          <p>
            <b>More breaks now than when you opened this:</b> {grownWords(grown, shown.fingerprint)}.
          </p>
        </Note>
      )}
      {shown && <BlastDetails blast={shown}>{details?.(shown)}</BlastDetails>}
      {!shown && !problem && ready && <SkeletonLines />}
      {problem && !request.problem && <ProblemNote problem={problem} />}
      {shown?.typed && (
        <Field
          label={
            <>
              Type <code>{shown.typed.word}</code> to go on
            </>
          }
          hint={shown.typed.why}
          error={fieldError(request.problem, 'typed')}
        >
          {(control) => (
            <input
              {...control}
              className="inp mono"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  )
}

function whyNotYet({ shown, problem }: Described<GuardedBlast>): string | null {
  if (problem) return problem.message
  return shown ? null : 'Bindery is still looking at what this would break.'
}

/** True for a moment after more began to break. */
function useNews(grown: readonly string[]): boolean {
  const key = grown.join()
  const [read, setRead] = useState(key)
  useEffect(() => {
    if (key === '') return
    const timer = setTimeout(() => setRead(key), READ_MS)
    return () => clearTimeout(timer)
  }, [key])
  return key !== '' && read !== key
}
