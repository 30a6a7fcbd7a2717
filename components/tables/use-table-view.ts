'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import { queryText } from '../objects/open-object.ts'
import type { ObjectRow, TableKind } from './table-kind.ts'
import { readView, type TableView, withView } from './table-view.ts'

/** Browsers refuse an address that changes with every key. */
const WRITE_MS = 250

/** The view of a table: at once here, and a moment later in the address, where a link and going back find it. */
export function useTableView<Row extends ObjectRow>(
  kind: TableKind<Row>,
): [TableView, (view: TableView) => void] {
  const pathname = usePathname()
  const query = useSearchParams().toString()
  const address = useMemo(() => textOf(kind, readView(kind, new URLSearchParams(query))), [kind, query])
  const [view, setView] = useState(() => readView(kind, new URLSearchParams(query)))
  // What the address says, as far as we read it or wrote it ourselves.
  const known = useRef(address)

  useEffect(() => {
    if (address === known.current) return
    known.current = address
    setView(readView(kind, new URLSearchParams(address)))
  }, [kind, address])

  useEffect(() => {
    const text = textOf(kind, view)
    if (text === known.current) return
    const timer = setTimeout(() => {
      known.current = text
      const next = withView(kind, new URLSearchParams(window.location.search), view)
      window.history.replaceState(null, '', `${pathname}${queryText(next)}`)
    }, WRITE_MS)
    return () => clearTimeout(timer)
  }, [kind, pathname, view])

  return [view, setView]
}

function textOf<Row extends ObjectRow>(kind: TableKind<Row>, view: TableView): string {
  return withView(kind, new URLSearchParams(), view).toString()
}
