'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { queryText, readOpen, withOpen } from '../objects/open-object.ts'
import { type PodView, readView, viewQuery } from './pod-list.ts'

/** The view in the address bar: a link shows the same, and going back keeps it. */
export function usePodView(): [PodView, (view: PodView) => void] {
  const pathname = usePathname()
  const query = useSearchParams().toString()
  const view = useMemo(() => readView(new URLSearchParams(query)), [query])
  const setView = useCallback(
    (next: PodView) => {
      const opened = readOpen(new URLSearchParams(window.location.search))
      const query = withOpen(new URLSearchParams(viewQuery(next)), opened)
      window.history.replaceState(null, '', `${pathname}${queryText(query)}`)
    },
    [pathname],
  )
  return [view, setView]
}
