'use client'

import { Box, Pencil, Plus, Server, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { Icon } from '../ui/icon.tsx'
import { Shape } from '../ui/status.tsx'

interface TerminalTabsProps {
  rows: readonly TerminalRow[]
  chosen: TerminalRow | undefined
  busy: boolean
  /** Why no shell can be opened now. */
  whyNot: string | null
  onChoose: (id: string) => void
  onOpen: () => void
  onRename: (row: TerminalRow) => void
  onClose: (row: TerminalRow) => void
}

/** The tab that a shell belongs to, to move the focus there. */
export const tabId = (id: string) => `terminal-tab-${id}`

/** One's own shells on this server, and what can be done with the one that is shown. */
export function TerminalTabs({ rows, chosen, busy, whyNot, ...on }: TerminalTabsProps) {
  /** Arrows go from tab to tab and round the ends, as everywhere. */
  function move(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined || !chosen) return
    event.preventDefault()
    const next = rows.at((rows.indexOf(chosen) + step) % rows.length)
    if (!next) return
    on.onChoose(next.id)
    requestAnimationFrame(() => document.getElementById(tabId(next.id))?.focus())
  }

  return (
    <div className="ttabs">
      {rows.length > 0 && (
        <div role="tablist" aria-label="Shells" onKeyDown={move}>
          {rows.map((row) => (
            <button
              key={row.id}
              type="button"
              role="tab"
              id={tabId(row.id)}
              aria-selected={row === chosen}
              aria-controls="terminal-panel"
              tabIndex={row === chosen ? 0 : -1}
              onClick={() => on.onChoose(row.id)}
            >
              <Icon of={row.place.on === 'server' ? Server : Box} small />
              <span className="ell">{row.title}</span>
              {row.state.is === 'ended' && (
                <>
                  <Shape kind="skip" />
                  <span className="vh">ended</span>
                </>
              )}
            </button>
          ))}
        </div>
      )}
      <button
        type="button"
        aria-label="Open a shell"
        title={whyNot ?? 'Open a shell'}
        aria-disabled={whyNot !== null || busy || undefined}
        aria-busy={busy || undefined}
        onClick={() => whyNot === null && !busy && on.onOpen()}
      >
        {busy ? <Shape kind="work" /> : <Icon of={Plus} small />}
      </button>
      <span className="grow" />
      {chosen && (
        <>
          <button
            type="button"
            aria-label={`Rename ${chosen.title}…`}
            title="Rename…"
            onClick={() => on.onRename(chosen)}
          >
            <Icon of={Pencil} small />
          </button>
          <button
            type="button"
            aria-label={`Close ${chosen.title}…`}
            title="Close…"
            onClick={() => on.onClose(chosen)}
          >
            <Icon of={X} small />
          </button>
        </>
      )}
    </div>
  )
}
