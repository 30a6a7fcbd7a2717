'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'

interface BulkBarProps {
  selected: number
  /** Marked, and not among the rows that are shown. */
  hidden: number
  many: string
  onClear: () => void
  /** What can be done with them. */
  children: ReactNode
}

/** What is marked, and what can be done with all of it. */
export function BulkBar({ selected, hidden, many, onClear, children }: BulkBarProps) {
  return (
    <section className="bulk" aria-label={`${selected} ${many} selected`}>
      <b role="status">
        {selected} selected{hidden > 0 && <span className="sub">, {hidden} hidden</span>}
      </b>
      {children}
      <Button
        small
        className="ico"
        aria-label="Clear selection"
        title="Clear selection (Esc)"
        onClick={onClear}
      >
        <Icon of={X} small />
      </Button>
    </section>
  )
}
