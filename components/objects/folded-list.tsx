import type { ReactNode } from 'react'
import { counted } from '../../lib/shared/count-words.ts'

interface FoldedListProps {
  /** How many items there are, and what one is called: "annotation". */
  count: number
  one: string
  /** The items, each a `<li>`. */
  children: ReactNode
}

/** A list that is long and seldom read: how much there is, and all of it for who opens it. */
export function FoldedList({ count, one, children }: FoldedListProps) {
  return (
    <details>
      <summary>{counted(count, one)}</summary>
      <ul>{children}</ul>
    </details>
  )
}
