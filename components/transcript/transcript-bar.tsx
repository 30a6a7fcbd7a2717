'use client'

import { ArrowDownToLine, AudioLines, Check, Copy, Download, Search } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { formatBytes } from '../../lib/shared/format.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { Icon } from '../ui/icon.tsx'
import { COPY_MAX_BYTES, copyTranscript } from './copy-transcript.ts'
import type { ViewState } from './view-state.ts'

interface TranscriptBarProps {
  run: RunRow
  state: ViewState
  screenReader: boolean
  onScreenReader: (on: boolean) => void
  onJump: () => void
  onFind: () => void
  children: ReactNode
}

/** Under a transcript: whose work it is, and what can be done with the text. */
export function TranscriptBar({
  run,
  state,
  screenReader,
  onScreenReader,
  onJump,
  onFind,
  children,
}: TranscriptBarProps) {
  return (
    <div className="termbar">
      <p className="whose">{children}</p>
      <span className="grow" />
      <Position state={state} onJump={onJump} />
      <button type="button" className="b" aria-keyshortcuts="/ Control+F" onClick={onFind}>
        <Icon of={Search} small />
        Search
      </button>
      <CopyAll run={run} />
      <a className="b" href={`/api/runs/${run.id}/transcript?download`} download>
        <Icon of={Download} small />
        Transcript
      </a>
      <button
        type="button"
        className="b"
        aria-pressed={screenReader}
        title="Gives the lines to a screen reader as they come. Slower."
        onClick={() => onScreenReader(!screenReader)}
      >
        <Icon of={AudioLines} small />
        Screen reader
      </button>
    </div>
  )
}

function Position({ state, onJump }: { state: ViewState; onJump: () => void }) {
  const icon = <Icon of={ArrowDownToLine} small />
  if (!state.atEnd) {
    return (
      <button type="button" className="b" aria-keyshortcuts="End" onClick={onJump}>
        {icon}
        {state.phase === 'ended' ? 'End' : 'Follow'}
      </button>
    )
  }
  return state.phase === 'streaming' ? (
    <span className="row">
      {icon}
      Following
    </span>
  ) : null
}

function CopyAll({ run }: { run: RunRow }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)
  const tooLong =
    run.bytes > COPY_MAX_BYTES ? `${formatBytes(run.bytes)} are too much for a clipboard: download it.` : null

  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), 4000)
    return () => clearTimeout(timer)
  }, [outcome])

  function copy() {
    if (tooLong !== null) return
    copyTranscript(run.id).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    )
  }

  return (
    <button
      type="button"
      className="b"
      aria-disabled={tooLong !== null || undefined}
      title={tooLong ?? 'All of it, as plain text'}
      onClick={copy}
    >
      <Icon of={outcome === 'copied' ? Check : Copy} small />
      <span aria-live="polite">
        {outcome === null ? 'Copy' : outcome === 'copied' ? 'Copied' : 'Not copied: download it'}
      </span>
    </button>
  )
}
