'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { ProblemNote } from '../ui/problem-note.tsx'
import { LogBar } from './log-bar.tsx'
import { LogFind } from './log-find.tsx'
import { logSays } from './log-says.ts'
import type { LogOrigin } from './log-viewer.ts'
import { keepPreferences, keptPreferences } from './preferences.ts'
import type { Severity } from './severity.ts'
import { useLogViewer } from './use-log-viewer.ts'
import './logs.css'

interface LogPaneProps {
  serverId: string
  /** Names what is shown: with another name the lines of before go. */
  what: string
  origin: LogOrigin
  /** What it is, for those who do not see it: "Log of hub-7d". */
  label: string
  /** The address of all of it as a file; null where there is nothing to download. */
  download: string | null
  /** What is chosen of it: containers, runs. At the left of the bar. */
  children?: ReactNode
}

/** Minutes of the past that can be asked for; 0 is all that there is. */
export type Past = '' | '10' | '60' | '1440' | '0'

/**
 * Lines of logs, as they come, with what can be done with them. It fills its parent, which must be a column with a
 * height.
 */
export function LogPane({ serverId, what, origin, label, download, children }: LogPaneProps) {
  const host = useRef<HTMLDivElement>(null)
  const { viewer, state } = useLogViewer(host, { serverId, what, origin })
  const [preferences, setPreferences] = useState(keptPreferences)
  const [least, setLeast] = useState<Severity | null>(null)
  const [onlyHits, setOnlyHits] = useState(false)
  const [finding, setFinding] = useState(false)
  const [past, setPast] = useState<Past>('')
  const { wraps, timestamps } = preferences

  useEffect(() => viewer?.setWraps(wraps), [viewer, wraps])
  useEffect(() => viewer?.setTimestamps(timestamps), [viewer, timestamps])
  useEffect(() => viewer?.setFilter({ least, onlyHits }), [viewer, least, onlyHits])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines, and none of their past yet
  useEffect(() => setPast(''), [what])

  function change(next: Partial<typeof preferences>) {
    const all = { ...preferences, ...next }
    setPreferences(all)
    keepPreferences(all)
  }

  function choosePast(next: Past) {
    setPast(next)
    if (next === '') return
    const minutes = Number(next)
    viewer?.loadPast(minutes === 0 ? null : new Date(Date.now() - minutes * 60_000).toISOString())
  }

  function stopFinding() {
    setFinding(false)
    setOnlyHits(false)
    viewer?.search(null)
    host.current?.focus()
  }

  function pressed(event: KeyboardEvent) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    if ((plain && event.key === '/') || ((event.ctrlKey || event.metaKey) && event.key === 'f'))
      setFinding(true)
    else if (plain && event.key === 'f') viewer?.follow()
    else if (plain && event.key === 'w') change({ wraps: !wraps })
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const says = logSays(origin, state)
  return (
    <section className="logs" aria-label={label}>
      <LogBar
        state={state}
        live={origin.kind === 'live'}
        preferences={preferences}
        onPreferences={change}
        least={least}
        onLeast={setLeast}
        past={past}
        onPast={choosePast}
        download={download}
        onFind={() => setFinding(true)}
        onFollow={() => viewer?.follow()}
      >
        {children}
      </LogBar>
      {state.problem && <ProblemNote problem={state.problem} />}
      {says.note !== null && (
        <p className="lognote" role="status">
          {says.note}
        </p>
      )}
      <div className="logbox term">
        <div
          ref={host}
          className={`loglines${wraps ? '' : ' unwrapped'}${timestamps ? '' : ' timeless'}${state.sources.length > 1 ? ' several' : ''}`}
          role="log"
          aria-live="off"
          aria-label={label}
          aria-busy={state.readingPast}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so that keys must reach it
          tabIndex={0}
          onKeyDown={pressed}
        />
        {says.nothing !== null && <p className="nothing">{says.nothing}</p>}
        {finding && (
          <LogFind
            state={state}
            onlyHits={onlyHits}
            onOnlyHits={setOnlyHits}
            onSearch={(wanted) => viewer?.search(wanted)}
            onGo={(way) => viewer?.goToHit(way)}
            onClose={stopFinding}
          />
        )}
        {!state.following && state.newLines > 0 && (
          <button type="button" className="jump" onClick={() => viewer?.follow()}>
            Jump to now, {state.newLines.toLocaleString('en')} new {state.newLines === 1 ? 'line' : 'lines'}
          </button>
        )}
      </div>
    </section>
  )
}
