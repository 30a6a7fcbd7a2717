'use client'

import { ChevronDown, ChevronUp, Search, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Icon } from '../ui/icon.tsx'
import type { ViewState } from './view-state.ts'

interface FindBoxProps {
  /** What the field is called. */
  what?: string
  found: ViewState['found']
  find: (text: string, way: 'here' | 'next' | 'previous') => void
  onClose: () => void
}

/** Looks for words in what the terminal holds: Enter for the next, Shift Enter for the one before, Esc to leave. */
export function FindBox({ what = 'Find in the transcript', found, find, onClose }: FindBoxProps) {
  const [text, setText] = useState('')

  function pressed(event: KeyboardEvent) {
    // The transcript's own keys scroll; here they edit.
    event.stopPropagation()
    if (event.key === 'Escape') onClose()
    if (event.key === 'Enter') find(text, event.shiftKey ? 'previous' : 'next')
  }

  return (
    <search className="find-box">
      <label className="field">
        <span className="vh">{what}</span>
        <Icon of={Search} small />
        <input
          // biome-ignore lint/a11y/noAutofocus: the person just asked for this field
          autoFocus
          value={text}
          placeholder="Find"
          spellCheck={false}
          autoComplete="off"
          onKeyDown={pressed}
          onChange={(event) => {
            setText(event.target.value)
            find(event.target.value, 'here')
          }}
        />
      </label>
      <span className="count" role="status">
        {text !== '' && hitWords(found)}
      </span>
      <button type="button" className="b" aria-label="Previous" onClick={() => find(text, 'previous')}>
        <Icon of={ChevronUp} small />
      </button>
      <button type="button" className="b" aria-label="Next" onClick={() => find(text, 'next')}>
        <Icon of={ChevronDown} small />
      </button>
      <button type="button" className="b" aria-label="Stop finding" onClick={onClose}>
        <Icon of={X} small />
      </button>
    </search>
  )
}

function hitWords(found: ViewState['found']): string {
  if (found === null || found.of === 0) return 'Nowhere'
  // The search stops counting at its limit and then does not know which hit this is.
  return found.hit === 0 ? `${found.of} or more` : `${found.hit} of ${found.of}`
}
