'use client'

import type { ReactNode } from 'react'
import { HomeLink } from './home-link.tsx'
import { LinkBanner } from './link-banner.tsx'
import { LiveBadge } from './live-badge.tsx'
import { useServer, useServerId } from './servers.tsx'
import { SoloLinks } from './solo-links.tsx'
import { TableNote } from './table-note.tsx'
import { useStale } from './use-liveness.ts'
import { ViewerNote } from './viewer-note.tsx'

interface PageProps {
  /** The page's h1, in the bar. Left out where the page's own first sentence is its h1. */
  title?: string
  /** Pages that scroll their parts themselves, such as a transcript. */
  fill?: boolean
  /** A column no wider than settings need; what stands above it is as wide. */
  narrow?: boolean
  /** Controls at the right end of the bar. */
  actions?: ReactNode
  children: ReactNode
}

/**
 * One page of the console: the bar with its heading and its age, then what it is about. On pages of a server the
 * banner of a broken link stands above the content, and content of the past is grey.
 */
export function Page({ title, fill = false, narrow = false, actions, children }: PageProps) {
  const serverId = useServerId()
  const server = useServer(serverId)
  const stale = useStale(server)
  return (
    <div className="main">
      <header className="bar">
        {serverId === null && (
          <>
            <HomeLink terse={title !== undefined} />
            {title !== undefined && (
              <span className="dim hide-s" aria-hidden="true">
                /
              </span>
            )}
          </>
        )}
        {title !== undefined && (
          <h1>
            {server && <span className="on">{server.name}</span>}
            {title}
          </h1>
        )}
        <LiveBadge server={server} />
        <div className="end">
          {actions}
          {serverId === null && <SoloLinks />}
        </div>
      </header>
      <main id="main" className={fill ? 'page fill' : 'page'} tabIndex={-1}>
        <TableNote />
        <LinkBanner server={server} place={fill ? 'inset' : narrow ? 'narrow' : 'wide'} />
        <ViewerNote place={fill ? 'inset' : title === undefined ? 'measure' : ''} />
        <div className={`${stale ? 'stale-data' : ''} ${fill ? 'parts' : ''} ${narrow ? 'narrow' : ''}`}>
          {children}
        </div>
      </main>
    </div>
  )
}
