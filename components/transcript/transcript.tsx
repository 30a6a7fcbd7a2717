'use client'

import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import type { LineNote } from '../../lib/shared/install.ts'
import { type RunRow, runHasEnded } from '../../lib/shared/run-row.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { FindBox } from './find-box.tsx'
import { newLines } from './new-lines.ts'
import { useScreenReader } from './screen-reader-choice.ts'
import type { TellingLine } from './telling-line.ts'
import { TranscriptBar } from './transcript-bar.tsx'
import { useTranscriptView } from './use-transcript-view.ts'
import './transcript.css'

interface TranscriptProps {
  run: RunRow
  /** How it stands, beside the title: "running for 41 s", "exit 0 after 5 s". */
  stands: ReactNode
  /** What is to be said above it, such as a lost link. The transcript itself stays. */
  above?: ReactNode
  /** Lines that look bad and are not, or wait: each gets a margin note. */
  notes?: readonly LineNote[]
  /** The line to mark and to scroll to. */
  telling?: TellingLine | null
  /** Whose work this is, in the bar below. */
  children: ReactNode
}

const none: readonly LineNote[] = []

/**
 * What a run printed, from its first byte, as it prints it. Read-only: nothing typed here goes anywhere.
 * It fills its parent, which must be a column with a height.
 */
export function Transcript({ run, stands, above, notes = none, telling = null, children }: TranscriptProps) {
  const host = useRef<HTMLDivElement>(null)
  const gutter = useRef<HTMLDivElement>(null)
  const [finding, setFinding] = useState(false)
  const [screenReader, setScreenReader] = useScreenReader()
  const label = `Transcript of ${run.title}, read-only`
  const { view, state } = useTranscriptView(host, gutter, { run, label, screenReader, notes, telling })

  function pressed(event: KeyboardEvent) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    const wantsFind = (plain && event.key === '/') || ((event.ctrlKey || event.metaKey) && event.key === 'f')
    if (wantsFind) setFinding(true)
    else if (plain && event.key === 'f') view?.jumpToNow()
    else if (!plain || !view?.scrollByKey(event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }

  function stopFinding() {
    setFinding(false)
    view?.stopFinding()
    view?.focus()
  }

  return (
    <section className="transcript" aria-label="Transcript">
      {above}
      {state.problem && <ProblemNote problem={state.problem} />}
      <div className="term">
        <div className="termsep">
          <b>{run.title}</b>
          <span>{stands}</span>
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the terminal inside has the focus, its keys bubble here */}
        <div className="termbox" onKeyDown={pressed}>
          {/* Announcing is off: a log would talk without end. "Screen reader" turns on xterm's own reader support. */}
          <div
            ref={host}
            className="termhost"
            role="log"
            aria-live="off"
            aria-label={label}
            data-phase={state.phase}
          />
          <div ref={gutter} className="termnumbers" aria-hidden="true" />
          {run.bytes === 0 && state.phase !== 'opening' && <p className="nothing">{silence(run)}</p>}
          {finding && (
            <FindBox found={state.found} find={(text, way) => view?.find(text, way)} onClose={stopFinding} />
          )}
          {!state.atEnd && state.newLines > 0 && state.phase !== 'ended' && (
            <button type="button" className="jump" onClick={() => view?.jumpToNow()}>
              Jump to now, {newLines(state.newLines)}
            </button>
          )}
        </div>
      </div>
      <TranscriptBar
        run={run}
        state={state}
        screenReader={screenReader}
        onScreenReader={setScreenReader}
        onJump={() => view?.jumpToNow()}
        onFind={() => setFinding(true)}
      >
        {children}
      </TranscriptBar>
    </section>
  )
}

/** In place of lines, where there are none. */
function silence(run: RunRow): string {
  if (runHasEnded(run.status)) return 'It printed nothing.'
  return run.startedAt === null ? 'Its lines appear here once it starts.' : 'It has printed nothing yet.'
}
