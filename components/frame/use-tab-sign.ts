'use client'

import { useEffect } from 'react'
import { iconOf, markedTitle, type TabSign } from './tab-sign.ts'

/** Keeps the tab's icon and title telling what is wrong, over every page that one goes to. */
export function useTabSign(sign: TabSign): void {
  const { kind = null, word = '' } = sign ?? {}
  useEffect(() => {
    const now: TabSign = kind === null ? null : { kind, word }
    const tell = (): void => {
      const title = markedTitle(document.title, now)
      if (title !== document.title) document.title = title
      tellIcon(iconOf(now))
    }
    tell()
    // A page that is gone to brings its own title, and puts what the frame has into the head anew.
    const watch = new MutationObserver(tell)
    watch.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => watch.disconnect()
  }, [kind, word])
}

const OWN = 'data-own-href'

function tellIcon(href: string | null): void {
  for (const link of document.head.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')) {
    const own = link.getAttribute(OWN) ?? link.getAttribute('href') ?? ''
    const wanted = href ?? own
    if (link.getAttribute('href') === wanted) continue
    link.setAttribute(OWN, own)
    link.setAttribute('href', wanted)
  }
}
