'use client'

import { useSocket } from '../../lib/client/use-socket.ts'
import type { ServerRow } from '../../lib/shared/server-row.ts'
import { OfflineNote } from './offline-note.tsx'
import { PromptNote } from './prompt-note.tsx'
import { ReconnectingNote } from './reconnecting-note.tsx'
import { RefusedNote } from './refused-note.tsx'
import { SocketNote } from './socket-note.tsx'

interface LinkBannerProps {
  server: ServerRow | undefined
  /** `inset`: on pages whose parts scroll by themselves, which have no padding of their own. */
  place: 'wide' | 'narrow' | 'inset'
}

/** What stands above a page while its server, or Bindery itself, is out of reach. Nothing while all is well. */
export function LinkBanner({ server, place }: LinkBannerProps) {
  const socket = useSocket()
  if (socket.state !== 'lost' && !hasNote(server)) return null
  return (
    <div className={place === 'inset' ? 'inset' : `mb-5 ${place}`}>
      {socket.state === 'lost' ? (
        <SocketNote since={socket.lastBeatAt ?? socket.since} />
      ) : (
        server && <LinkNote server={server} />
      )}
    </div>
  )
}

/** What is to be known or done about the link of one server; nothing while it is up or on its way. */
export function LinkNote({ server }: { server: ServerRow }) {
  const { link } = server
  switch (link.state) {
    case 'online':
      return null
    case 'connecting':
      return link.prompt === undefined ? null : <PromptNote server={server} prompt={link.prompt} />
    case 'reconnecting':
      return <ReconnectingNote server={server} link={link} />
    case 'refused':
      return <RefusedNote server={server} problem={link.problem} />
    case 'offline':
      return <OfflineNote server={server} />
  }
}

function hasNote(server: ServerRow | undefined): boolean {
  if (server === undefined || server.link.state === 'online') return false
  return server.link.state !== 'connecting' || server.link.prompt !== undefined
}
