'use client'

import type { MouseEvent, ReactNode } from 'react'
import { enterDrawer } from './drawer-keys.ts'
import { isOpen, type OpenObject, type TabName } from './open-object.ts'
import { useOpenObject } from './use-open-object.ts'

interface OpenLinkProps {
  object: OpenObject
  /** The tab that it opens with; the one that is open, where it is left out. */
  tab?: TabName | undefined
  className?: string
  children: ReactNode
}

/** A link that opens an object in the drawer of this page, and followed once more moves into it. */
export function OpenLink({ object, tab, className = 'plain', children }: OpenLinkProps) {
  const { opened, hrefOf, open } = useOpenObject()
  const isHere = isOpen(opened, object)

  function follow(event: MouseEvent): void {
    // Another tab, another window: the browser's affair.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (isHere && tab === undefined) enterDrawer()
    else open(object, tab)
  }

  return (
    <a href={hrefOf(object, tab)} className={className} aria-current={isHere || undefined} onClick={follow}>
      {children}
    </a>
  )
}
