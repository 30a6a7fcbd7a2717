'use client'

import { useNow } from '../../lib/client/use-now.ts'
import { formatTime } from '../../lib/shared/format.ts'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { Button } from '../ui/button.tsx'

/** Shells of other administrators on this server: that they are there, and how to end one. */
export function OtherTerminals({
  rows,
  onEnd,
}: {
  rows: readonly TerminalRow[]
  onEnd: (row: TerminalRow) => void
}) {
  const now = useNow()
  if (rows.length === 0) return null
  return (
    <ul className="othershells" aria-label="Shells of others">
      {rows.map((row) => (
        <li key={row.id}>
          <span>
            {row.by} has a shell open since {formatTime(row.openedAt, now)}: {row.title}
          </span>
          <Button small tone="quiet" onClick={() => onEnd(row)}>
            End it…
          </Button>
        </li>
      ))}
    </ul>
  )
}
