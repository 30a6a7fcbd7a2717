'use client'

import type { ReactNode } from 'react'
import { Nav } from './nav.tsx'
import { useServer, useServerId, useServers } from './servers.tsx'
import { TabBar } from './tab-bar.tsx'
import { signOf, worstSign } from './tab-sign.ts'
import { useLiveness } from './use-liveness.ts'
import { useStatusOf } from './use-status-of.ts'
import { useTabSign } from './use-tab-sign.ts'

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
      <Sign serverId={serverId} />
    </>
  )
}

/** Draws nothing: it alone is made anew from second to second. */
function Sign({ serverId }: { serverId: string | null }) {
  const { rows } = useServers()
  const statusOf = useStatusOf()
  const told = rows.filter(({ id }) => serverId === null || id === serverId)
  useTabSign(worstSign(told.map((row) => signOf(statusOf(row)))))
  return null
}
