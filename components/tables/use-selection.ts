'use client'

import { useCallback, useMemo, useState } from 'react'
import { allOrNone, between, joined, pruned, type Selection, toggled } from './selection.ts'

export interface Selecting {
  /** By uid. Objects that have gone are not in it. */
  selection: Selection
  /** Marks a row or takes its mark away; the next range begins here. */
  toggle(uid: string): void
  /** Marks everything from where the last mark was set to here. */
  extend(uids: readonly string[], to: string): void
  /** Marks all that are shown, or none of them where all are marked. */
  toggleAll(uids: readonly string[]): void
  clear(): void
}

/** What is marked in a table. It survives changes of the rows, of their order, and of what is shown. */
export function useSelection(there: { has(uid: string): boolean }): Selecting {
  const [marked, setMarked] = useState<Selection>(() => new Set())
  const [anchor, setAnchor] = useState<string | null>(null)
  const selection = useMemo(() => pruned(marked, there), [marked, there])
  const toggle = useCallback((uid: string) => {
    setAnchor(uid)
    setMarked((before) => toggled(before, uid))
  }, [])
  return useMemo(
    () => ({
      selection,
      toggle,
      extend(uids, to) {
        setMarked((before) => joined(before, between(uids, anchor ?? to, to)))
        setAnchor(anchor ?? to)
      },
      toggleAll: (uids) => setMarked((before) => allOrNone(before, uids)),
      clear: () => setMarked(new Set()),
    }),
    [selection, anchor, toggle],
  )
}
