'use client'

import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import type { ButtonTone } from './button-class.ts'
import { Dialog } from './dialog.tsx'
import { problemBeside } from './field-error.ts'
import { ProblemNote } from './problem-note.tsx'
import type { RequestState } from './use-request.ts'

interface FormDialogProps {
  title: ReactNode
  /** Verb and object: "Change the address". Null where there is nothing left to do but to close. */
  submit: ReactNode
  tone?: ButtonTone
  /** The button that changes nothing: "Not now" unless it is better said. */
  leave?: string
  request: Pick<RequestState, 'busy' | 'problem'>
  /** Fields that say their own errors. */
  fields?: readonly string[]
  disabledBecause?: string | null
  /** For what a key pressed in a field must not do: only the button does it. */
  onlyByButton?: boolean
  /** More in the foot, after the quiet button and before the one that acts. */
  beforeSubmit?: ReactNode
  afterLeave?: ReactNode
  wide?: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** A dialog that does one thing: what is asked, what went wrong, a way out, and the one button that acts. */
export function FormDialog({
  title,
  submit,
  tone = 'primary',
  leave = 'Not now',
  request,
  fields = [],
  disabledBecause = null,
  onlyByButton = false,
  beforeSubmit,
  afterLeave,
  wide = false,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  const beside = problemBeside(request.problem, fields)

  function act() {
    if (submit !== null && disabledBecause === null && !request.busy) onSubmit()
  }

  return (
    <Dialog
      title={title}
      wide={wide}
      onClose={onClose}
      {...(onlyByButton ? {} : { onSubmit: act })}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            {leave}
          </Button>
          {afterLeave}
          <span className="grow" />
          {beforeSubmit}
          {submit !== null && (
            <Button
              tone={tone}
              {...(onlyByButton ? { onClick: act } : { type: 'submit' })}
              busy={request.busy}
              disabledBecause={disabledBecause}
            >
              {submit}
            </Button>
          )}
        </>
      }
    >
      {children}
      {beside && <ProblemNote problem={beside} />}
    </Dialog>
  )
}
