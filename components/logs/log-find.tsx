'use client'

import { ChevronDown, ChevronUp, ListFilter, Regex, Search, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Icon } from '../ui/icon.tsx'
import type { Wanted } from './find-hits.ts'
import type { SearchState } from './log-search.ts'
import type { LogViewState } from './log-viewer.ts'

interface LogFindProps {
  state: LogViewState
  onlyHits: boolean
  onOnlyHits(only: boolean): void
  onSearch(wanted: Wanted): void
  onGo(way: 1 | -1): void
  onClose(): void
}

/** Looks for words or a pattern: Enter for the next below, Shift Enter for the one above, Esc to leave. */
export function LogFind({ state, onlyHits, onOnlyHits, onSearch, onGo, onClose }: LogFindProps) {
  const [wanted, setWanted] = useState<Wanted>({ text: '', isPattern: false })

  function change(next: Partial<Wanted>) {
    const all = { ...wanted, ...next }
    setWanted(all)
    onSearch(all)
  }

  function pressed(event: KeyboardEvent) {
    // Keys of the lines scroll; here they edit.
    event.stopPropagation()
    if (event.key === 'Escape') onClose()
    if (event.key === 'Enter') onGo(event.shiftKey ? -1 : 1)
  }

  return (
    <search className="find-box">
      <label className="field">
        <span className="vh">Find in the lines that are here</span>
        <Icon of={Search} small />
        <input
          // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
          autoFocus
          value={wanted.text}
          placeholder="Find"
          spellCheck={false}
          autoComplete="off"
          onKeyDown={pressed}
          onChange={({ target }) => change({ text: target.value })}
        />
      </label>
      <span className="count" role="status">
        {searchWords(state.search, state.hit)}
      </span>
      <button
        type="button"
        className="b"
        aria-pressed={wanted.isPattern}
        title="As a pattern (regular expression)"
        onClick={() => change({ isPattern: !wanted.isPattern })}
      >
        <Icon of={Regex} small />
        <span className="vh">As a pattern</span>
      </button>
      <button
        type="button"
        className="b"
        aria-pressed={onlyHits}
        title="Only lines that have it"
        onClick={() => onOnlyHits(!onlyHits)}
      >
        <Icon of={ListFilter} small />
        <span className="vh">Only lines that have it</span>
      </button>
      <button type="button" className="b" aria-label="Previous" onClick={() => onGo(-1)}>
        <Icon of={ChevronUp} small />
      </button>
      <button type="button" className="b" aria-label="Next" onClick={() => onGo(1)}>
        <Icon of={ChevronDown} small />
      </button>
      <button type="button" className="b" aria-label="Stop finding" onClick={onClose}>
        <Icon of={X} small />
      </button>
    </search>
  )
}

/** How the search stands, in a few words. */
function searchWords(search: SearchState, hit: number): string {
  switch (search.state) {
    case 'off':
      return ''
    case 'bad-pattern':
      return 'Not a pattern'
    case 'too-slow':
      return 'Takes too long: make the pattern simpler'
    default:
      if (search.hits === 0) return search.state === 'done' ? 'Nowhere' : 'Looking…'
      return `${hit > 0 ? `${hit.toLocaleString('en')} of ` : ''}${search.hits.toLocaleString('en')}`
  }
}
