'use client'

import { ArrowDownToLine, Clock, Download, Search, WrapText } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '../ui/icon.tsx'
import type { Past } from './log-pane.tsx'
import type { LogViewState } from './log-viewer.ts'
import type { LogPreferences } from './preferences.ts'
import type { Severity } from './severity.ts'

interface LogBarProps {
  state: LogViewState
  /** Lines come by themselves. */
  live: boolean
  preferences: LogPreferences
  onPreferences(next: Partial<LogPreferences>): void
  least: Severity | null
  onLeast(least: Severity | null): void
  past: Past
  onPast(past: Past): void
  download: string | null
  onFind(): void
  onFollow(): void
  children?: ReactNode
}

/** Above the lines: whose they are, which of them, and what can be done with them. */
export function LogBar(props: LogBarProps) {
  const { state, live, preferences, onPreferences, least, onLeast, past, onPast, download } = props
  const { warning, error } = state.counts
  return (
    <div className="termbar logbar">
      {props.children}
      <select
        className="b"
        aria-label="How severe"
        value={least ?? ''}
        onChange={({ target }) => onLeast(target.value === '' ? null : (target.value as Severity))}
      >
        <option value="">All lines</option>
        <option value="info">Info and worse</option>
        <option value="warning">Warnings and errors, {(warning + error).toLocaleString('en')}</option>
        <option value="error">Errors, {error.toLocaleString('en')}</option>
      </select>
      {live && (
        <select
          className="b"
          aria-label="Since when"
          aria-busy={state.readingPast}
          value={past}
          onChange={({ target }) => onPast(target.value as Past)}
        >
          <option value="">Last lines</option>
          <option value="10">Since 10 min</option>
          <option value="60">Since 1 h</option>
          <option value="1440">Since 24 h</option>
          <option value="0">All there is</option>
        </select>
      )}
      <span className="grow" />
      <button
        type="button"
        className="b"
        aria-keyshortcuts="/ Control+F"
        title="Search (/)"
        onClick={props.onFind}
      >
        <Icon of={Search} small />
        <span className="vh">Search</span>
      </button>
      <Toggle
        icon={WrapText}
        label="Wrap lines"
        keys="w"
        on={preferences.wraps}
        onChange={(wraps) => onPreferences({ wraps })}
      />
      <Toggle
        icon={Clock}
        label="Times"
        className="b times"
        on={preferences.timestamps}
        onChange={(timestamps) => onPreferences({ timestamps })}
      />
      {live &&
        (state.following ? (
          <span className="row follows">
            <Icon of={ArrowDownToLine} small />
            Following
          </span>
        ) : (
          <button
            type="button"
            className="b"
            aria-keyshortcuts="f End"
            title="Follow (f)"
            onClick={props.onFollow}
          >
            <Icon of={ArrowDownToLine} small />
            Follow
          </button>
        ))}
      {download !== null && (
        <a className="b" href={download} download title="Download all of it">
          <Icon of={Download} small />
          <span className="vh">Download all of it</span>
        </a>
      )}
    </div>
  )
}

interface ToggleProps {
  icon: typeof Clock
  label: string
  keys?: string
  className?: string
  on: boolean
  onChange(on: boolean): void
}

function Toggle({ icon, label, keys, className = 'b', on, onChange }: ToggleProps) {
  return (
    <button
      type="button"
      className={className}
      aria-pressed={on}
      aria-keyshortcuts={keys}
      title={keys ? `${label} (${keys})` : label}
      onClick={() => onChange(!on)}
    >
      <Icon of={icon} small />
      <span className="vh">{label}</span>
    </button>
  )
}
