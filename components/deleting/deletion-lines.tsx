'use client'

import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useNow } from '../../lib/client/use-now.ts'
import { useTable } from '../../lib/client/use-table.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Shape } from '../ui/status.tsx'
import { askForChange, useAskedChange } from './asked-change.ts'
import { deletionKind, deletionSentence } from './deletion-word.ts'
import { linesOf } from './lines-of.ts'

/** Deletions and drains that go on, at the lower right of every page, whoever began them. */
export function DeletionLines() {
  const { rows } = useTable('deletions')
  const asked = useAskedChange()
  const now = useNow()
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(() => new Set())
  const [since, setSince] = useState(Number.POSITIVE_INFINITY)
  useEffect(() => setSince(Date.now()), [])
  // The dialog of a deletion shows it already, and says the same in more words.
  if (asked !== null && asked.what !== 'watch') return null
  const watched = asked?.what === 'watch' ? asked.deletion : null
  return linesOf(rows, { now, since, dismissed }).map((row) =>
    row.id === watched ? null : (
      <div className="run-line" key={row.id}>
        <Shape kind={deletionKind(row)} />
        <span>
          <b>{row.title}</b>
          <span className="dim">
            {' '}
            on {row.serverName}, {deletionSentence(row)}
          </span>
        </span>
        <Button small tone="quiet" onClick={() => askForChange({ what: 'watch', deletion: row.id })}>
          {row.endedAt === null ? 'Watch' : 'Show'}
          <span className="vh"> {row.title}</span>
        </Button>
        {row.endedAt !== null && (
          <Button
            small
            tone="quiet"
            className="ico"
            aria-label={`Put away ${row.title}`}
            onClick={() => setDismissed((before) => new Set([...before, row.id]))}
          >
            <Icon of={X} small />
          </Button>
        )}
      </div>
    ),
  )
}
