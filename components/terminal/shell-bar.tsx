'use client'

import { AArrowDown, AArrowUp, Check, ClipboardPaste, Copy, Download, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { Icon } from '../ui/icon.tsx'
import { stepFontSize, useFontSize } from './font-size.ts'
import { PasteHereDialog } from './paste-here-dialog.tsx'
import type { ShellState } from './shell-state.ts'
import type { ShellView } from './shell-view.ts'

interface ShellBarProps {
  row: TerminalRow
  state: ShellState
  view: ShellView | null
  onFind: () => void
}

/** Under a shell: who types, what it is, and what can be done with its text. */
export function ShellBar({ row, state, view, onFind }: ShellBarProps) {
  const [pasting, setPasting] = useState(false)
  const fontSize = useFontSize()
  const { cols, rows } = state.size
  const open = state.phase === 'open' && row.state.is === 'open'

  /** Plain http has no clipboard to read from: then it is pasted into a field. */
  async function paste() {
    try {
      view?.paste(await navigator.clipboard.readText())
      view?.focus()
    } catch {
      setPasting(true)
    }
  }

  return (
    <div className="termbar">
      <p className="whose">
        {whoTypes(row, state) ?? <span className="leavekeys">Ctrl Shift E leaves the shell.</span>}
      </p>
      <span className="grow" />
      <span className="hide-s">
        {row.shell}, {cols} × {rows}
      </span>
      <button type="button" className="b" aria-keyshortcuts="Control+Shift+F" onClick={onFind}>
        <Icon of={Search} small />
        Search
      </button>
      {state.selected && <CopySelection view={view} />}
      {open && (
        <button type="button" className="b" aria-keyshortcuts="Control+V" onClick={() => void paste()}>
          <Icon of={ClipboardPaste} small />
          Paste
        </button>
      )}
      <button
        type="button"
        className="b"
        aria-label="Smaller letters"
        title={`${fontSize} px`}
        onClick={() => stepFontSize(-1)}
      >
        <Icon of={AArrowDown} small />
      </button>
      <button
        type="button"
        className="b"
        aria-label="Larger letters"
        title={`${fontSize} px`}
        onClick={() => stepFontSize(1)}
      >
        <Icon of={AArrowUp} small />
      </button>
      <button type="button" className="b" onClick={() => view && save(`${row.title}.txt`, view.text())}>
        <Icon of={Download} small />
        Save
      </button>
      {pasting && (
        <PasteHereDialog
          onPaste={(text) => {
            setPasting(false)
            view?.paste(text)
          }}
          onClose={() => setPasting(false)}
        />
      )}
    </div>
  )
}

/** Null where there is nothing to say: one screen, and a person who types on it. */
function whoTypes(row: TerminalRow, { phase, yours }: ShellState): string | null {
  if (phase === 'ended' || row.state.is === 'ended') return 'Nothing can be typed any more.'
  if (phase === 'opening') return ''
  const others = row.viewers - 1
  if (!yours) return 'Typed on another screen of yours. Type here to take it over.'
  if (others < 1) return null
  return others === 1
    ? 'You type here; another screen of yours watches.'
    : `You type here; ${others} other screens of yours watch.`
}

function CopySelection({ view }: { view: ShellView | null }) {
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy() {
    view?.focus()
    const text = view?.selection() ?? ''
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      // Plain http: the old way copies what the shell has selected.
      document.execCommand('copy')
    }
    setCopied(true)
  }

  return (
    <button type="button" className="b" aria-keyshortcuts="Control+Shift+C" onClick={() => void copy()}>
      <Icon of={copied ? Check : Copy} small />
      <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
    </button>
  )
}

function save(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
