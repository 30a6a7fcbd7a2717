'use client'

import { Fragment } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

const KEYS: readonly [keys: readonly string[], does: string][] = [
  [['↓', 'j'], 'next row'],
  [['↑', 'k'], 'row before'],
  [['Page Down', 'Page Up', 'Home', 'End'], 'further'],
  [['Enter'], 'open it; once more: go into what is open'],
  [['x', 'Space'], 'select it, or not'],
  [['Shift x', 'Shift ↓', 'Shift ↑'], 'select a range'],
  [['Ctrl a'], 'select all that are shown'],
  [['/'], 'search; Esc clears it'],
  [['Esc'], 'close what is open, then clear the selection'],
  [['?'], 'this list'],
]

/** Every key of a table, and how its search is written. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title="Keys of this table"
      onClose={onClose}
      foot={
        <>
          <span className="grow" />
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <dl className="keys">
        {KEYS.map(([keys, does]) => (
          <Fragment key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
      <p className="hint">
        A search finds rows that have all its words. Labels are searched with <code>label:app=hub</code>,{' '}
        <code>label:app!=hub</code>, <code>label:app in (hub, proxy)</code>, <code>label:!app</code>, several
        with commas.
      </p>
    </Dialog>
  )
}
