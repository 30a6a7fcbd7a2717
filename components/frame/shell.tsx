'use client'

import type { ReactNode } from 'react'
import { Nav } from './nav.tsx'
import { useServer, useServerId } from './servers.tsx'
import { TabBar } from './tab-bar.tsx'
import { useLiveness } from './use-liveness.ts'

/** Spine, board and page. The spine's stitches are whole only while what you see is live. */
export function Shell({ children }: { children: ReactNode }) {
  const serverId = useServerId()
  const state = useLiveness(useServer(serverId))
  const whole = state.is === 'live' || state.is === 'behind'
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className={serverId === null ? 'app solo' : 'app'} data-link={whole ? 'live' : 'stale'}>
        <div className="spine" aria-hidden="true" />
        {serverId !== null && <Nav serverId={serverId} />}
        {children}
      </div>
      <TabBar />
    </>
  )
}
