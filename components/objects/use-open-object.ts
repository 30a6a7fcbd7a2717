'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { type OpenObject, queryText, readOpen, readTab, type TabName, withOpen } from './open-object.ts'

export interface OpenedObject {
  /** Null while no object is open. */
  opened: OpenObject | null
  tab: TabName
  /** The address of this page with an object open in it: for links, which also open in another tab. */
  hrefOf(object: OpenObject, tab?: TabName): string
  /** Opens one here. Going back closes it again; where one was open already, going back skips it. */
  open(object: OpenObject, tab?: TabName): void
  close(): void
}

/** The object that is open in the drawer of this page; it stands in the address bar. */
export function useOpenObject(): OpenedObject {
  const pathname = usePathname()
  const text = useSearchParams().toString()
  return useMemo(() => {
    const query = new URLSearchParams(text)
    const opened = readOpen(query)
    const addressOf = (object: OpenObject | null, tab?: TabName): string =>
      `${pathname}${queryText(withOpen(new URLSearchParams(window.location.search), object, tab))}`
    return {
      opened,
      tab: readTab(query),
      hrefOf: (object, tab) => `${pathname}${queryText(withOpen(query, object, tab))}`,
      open(object, tab) {
        const address = addressOf(object, tab)
        if (opened === null) window.history.pushState(null, '', address)
        else window.history.replaceState(null, '', address)
      },
      close: () => window.history.replaceState(null, '', addressOf(null)),
    }
  }, [pathname, text])
}
