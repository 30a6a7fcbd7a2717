'use client'

import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import type { ButtonTone } from '../../ui/button-class.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { problemBeside } from '../../ui/field-error.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import type { RequestState } from '../../ui/use-request.ts'

interface EditDialogProps {
  title: string
  /** Verb and object: "Change the address". */
  act: string
  tone?: ButtonTone
  request: Pick<RequestState, 'busy' | 'problem'>
  /** Fields that say their own errors. */
  fields?: readonly string[]
  disabledBecause?: string | null
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** A dialog that changes one thing: its fields, what went wrong, "Not now" and the one button that acts. */
export function EditDialog({
  title,
  act,
  tone = 'primary',
  request,
  fields = [],
  disabledBecause = null,
  onSubmit,
  onClose,
  children,
}: EditDialogProps) {
  const beside = problemBeside(request.problem, fields)
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => {
        if (disabledBecause === null && !request.busy) onSubmit()
      }}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Not now
          </Button>
          <span className="grow" />
          <Button tone={tone} type="submit" busy={request.busy} disabledBecause={disabledBecause}>
            {act}
          </Button>
        </>
      }
    >
      {beside && <ProblemNote problem={beside} />}
      {children}
    </Dialog>
  )
}
