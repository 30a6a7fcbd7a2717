'use client'

import type { MouseEvent, ReactNode } from 'react'
import { enterDrawer } from './drawer-keys.ts'
import { isOpen, type OpenObject } from './open-object.ts'
import { useOpenObject } from './use-open-object.ts'

interface OpenLinkProps {
  object: OpenObject
  className?: string
  children: ReactNode
}

/** A link that opens an object in the drawer of this page, and followed once more moves into it. */
export function OpenLink({ object, className = 'plain', children }: OpenLinkProps) {
  const { opened, hrefOf, open } = useOpenObject()
  const isHere = isOpen(opened, object)

  function follow(event: MouseEvent): void {
    // Another tab, another window: the browser's affair.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (isHere) enterDrawer()
    else open(object)
  }

  return (
    <a href={hrefOf(object)} className={className} aria-current={isHere || undefined} onClick={follow}>
      {children}
    </a>
  )
}
