'use client'

import type { ReactNode } from 'react'
import { HomeLink } from './home-link.tsx'
import { useServerId } from './servers.tsx'

/**
 * A page that has nothing to show: an address that leads nowhere, a page that broke. It belongs to every page's
 * first load, so it brings no banner and no badge along.
 */
export function BarePage({ children }: { children: ReactNode }) {
  return (
    <div className="main">
      <header className="bar">{useServerId() === null && <HomeLink />}</header>
      <main id="main" className="page" tabIndex={-1}>
        <div className="measure">{children}</div>
      </main>
    </div>
  )
}
