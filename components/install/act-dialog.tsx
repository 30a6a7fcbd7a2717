'use client'

import type { ReactNode } from 'react'
import { post } from '../../lib/client/request.ts'
import { BlastList } from '../ui/blast.tsx'
import type { ButtonTone } from '../ui/button-class.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useDescription } from '../ui/use-description.ts'
import { useRequest } from '../ui/use-request.ts'

interface ActDialogProps {
  title: string
  submit: string
  tone?: ButtonTone
  leave?: string
  path: string
  input: object
  /** What has to be done first; gives the input to act with, where that is another then. */
  prepare?: () => Promise<object>
  /** Why what is shown is not to be done any more; null while it may be. */
  whyNot?: string | null
  children: ReactNode
  /** It was done; then the dialog closes. */
  onDone?: () => void
  onClose: () => void
}

/** Asks before something is done about an install, with what it does from the engine. */
export function ActDialog(props: ActDialogProps) {
  const { title, submit, tone, leave, path, input, prepare, whyNot = null, children, onDone, onClose } = props
  const { latest: blast, problem } = useDescription(path, input)
  const act = useRequest()

  function done(): void {
    onDone?.()
    onClose()
  }

  return (
    <FormDialog
      title={title}
      submit={submit}
      {...(tone ? { tone } : {})}
      {...(leave ? { leave } : {})}
      request={act}
      disabledBecause={whyNot ?? (blast === null ? 'Bindery is still working out what this would do.' : null)}
      onSubmit={() => void act.run(async () => post(path, prepare ? await prepare() : input), done)}
      onClose={onClose}
    >
      {children}
      {blast && <BlastList blast={blast} />}
      {problem && <ProblemNote problem={problem} />}
    </FormDialog>
  )
}
