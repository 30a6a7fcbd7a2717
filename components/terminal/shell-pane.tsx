'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { FindBox } from '../transcript/find-box.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { KeyRow } from './key-row.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { ShellBar } from './shell-bar.tsx'
import { ShellNotice } from './shell-notice.tsx'
import { TerminalGuard } from './terminal-guard-line.tsx'
import { useShellView } from './use-shell-view.ts'
import '../transcript/transcript.css'
import './terminal.css'

interface ShellPaneProps {
  row: TerminalRow
  /** Where the keys go that leave the shell: its tab. */
  onLeave?: () => void
  /** What can be done about a shell that has ended. */
  afterEnd: ReactNode
}

/** One shell with all that belongs to it, filling its parent, which must be a column with a height. */
export function ShellPane({ row, onLeave, afterEnd }: ShellPaneProps) {
  const box = useRef<HTMLDivElement>(null)
  const { view, state, failed } = useShellView(row)
  const [finding, setFinding] = useState(false)

  useEffect(() => {
    const parent = box.current
    if (!view || !parent) return
    const forget = view.keep()
    const hide = view.show(parent)
    view.onFind = () => setFinding(true)
    view.focus()
    return () => {
      view.onFind = null
      hide()
      forget()
    }
  }, [view])

  useEffect(() => {
    if (view) view.onLeave = onLeave ?? null
  }, [view, onLeave])

  function stopFinding() {
    setFinding(false)
    view?.stopFinding()
    view?.focus()
  }

  return (
    <section className="shell" aria-label={`Shell ${row.title}`}>
      <ShellNotice row={row} afterEnd={afterEnd} />
      {failed && <ProblemNote problem={cannotLoad} />}
      {state.problem && row.state.is !== 'ended' && <ProblemNote problem={state.problem} />}
      <div className="termbox shellbox term">
        <div
          className={state.yours ? 'shellframe' : 'shellframe watched'}
          ref={box}
          data-phase={state.phase}
        />
        {!failed && state.phase === 'opening' && !state.problem && (
          <div className="shellwait">
            <SkeletonLines />
          </div>
        )}
        {finding && (
          <FindBox
            what="Find in this shell"
            found={state.found}
            find={(text, way) => view?.find(text, way)}
            onClose={stopFinding}
          />
        )}
        {state.scrolledUp && (
          <button type="button" className="jump" onClick={() => view?.jumpToNow()}>
            Jump to now
          </button>
        )}
      </div>
      {state.warning && <TerminalGuard warning={state.warning} onClear={() => view?.clearLine()} />}
      {state.phase === 'open' && <KeyRow ctrl={state.ctrl} onPress={(key) => view?.press(key)} />}
      <ShellBar row={row} state={state} view={view} onFind={() => setFinding(true)} />
      {state.pasting !== null && (
        <PasteDialog text={state.pasting} on={row.title} onSettle={(text) => view?.settlePaste(text)} />
      )}
    </section>
  )
}

const cannotLoad = {
  code: 'internal',
  message: 'The terminal could not be loaded.',
  hint: 'Reload the page: the shell goes on meanwhile.',
} as const
