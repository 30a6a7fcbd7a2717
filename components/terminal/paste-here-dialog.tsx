'use client'

import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

interface PasteHereDialogProps {
  onPaste: (text: string) => void
  onClose: () => void
}

/** A field to paste into, for browsers that do not let a page read the clipboard. */
export function PasteHereDialog({ onPaste, onClose }: PasteHereDialogProps) {
  const [text, setText] = useState('')
  return (
    <Dialog
      title="Paste into the shell"
      onClose={onClose}
      onSubmit={() => text !== '' && onPaste(text)}
      foot={
        <>
          <Button tone="quiet" onClick={onClose}>
            Not now
          </Button>
          <span className="grow" />
          <Button
            tone="primary"
            type="submit"
            disabledBecause={text === '' ? 'Put the text into the field first.' : null}
          >
            Paste
          </Button>
        </>
      }
    >
      <Field
        label="Text"
        hint="This browser does not let the page read the clipboard: paste it here, with Ctrl V or a long press."
      >
        {(control) => (
          <textarea
            {...control}
            className="inp mono"
            rows={5}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  )
}
