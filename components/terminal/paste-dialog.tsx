'use client'

import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { countLines } from './clean-paste.ts'

const SHOWN_LINES = 200

interface PasteDialogProps {
  text: string
  /** The shell's name. */
  on: string
  /** What to paste; null: nothing. */
  onSettle: (text: string | null) => void
}

/** Shows several lines before they are pasted: a shell may run each as it arrives. */
export function PasteDialog({ text, on, onSettle }: PasteDialogProps) {
  const lines = countLines(text)
  const shown = text.split('\n').slice(0, SHOWN_LINES).join('\n')
  return (
    <Dialog
      wide
      title={lines === 1 ? 'Paste a line with its Enter?' : `Paste ${lines} lines?`}
      onClose={() => onSettle(null)}
      onSubmit={() => onSettle(text)}
      foot={
        <>
          <Button tone="quiet" onClick={() => onSettle(null)}>
            Not now
          </Button>
          {lines === 1 && (
            <Button tone="quiet" onClick={() => onSettle(text.replace(/\n$/, ''))}>
              Without Enter
            </Button>
          )}
          <span className="grow" />
          <Button tone="primary" type="submit">
            {lines === 1 ? 'Paste with Enter' : `Paste ${lines} lines`}
          </Button>
        </>
      }
    >
      <p>Into {on}. Depending on what runs there, each line runs as soon as it arrives.</p>
      {/* A scrolling block needs the keyboard. */}
      <pre className="cmds wraps many" tabIndex={lines > 1 ? 0 : undefined}>
        {shown}
      </pre>
      {lines > SHOWN_LINES && <p className="hint">The first {SHOWN_LINES} lines are shown.</p>}
    </Dialog>
  )
}
