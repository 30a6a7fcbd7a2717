import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { AppError, toProblem } from '../../shared/problem.ts'
import type { Actor } from '../actions/action.ts'
import type { DemandOwn } from './demand-own.ts'
import { parseTarget } from './request-target.ts'
import { statusOf } from './status.ts'

interface Deps {
  demandOwn: DemandOwn
  demandRunning(): void
  dev: boolean
  actorOf(request: IncomingMessage): Actor | null
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, actor: Actor): void
  report(error: unknown): void
}

/**
 * WebSocket handshakes: /ws for a signed-in person of our own origin; a clean refusal for everything else. In
 * development Next answers its own (hot reload), so other paths are left alone.
 */
export function createUpgrades({ demandOwn, demandRunning, dev, actorOf, upgrade, report }: Deps) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    try {
      const { pathname } = parseTarget(request.url)
      if (pathname !== '/ws' && dev) return
      // Without a listener a reset by the peer would end the process.
      socket.on('error', () => socket.destroy())
      demandOwn.host(request)
      if (pathname !== '/ws') throw new AppError('not_found', 'There is nothing at this address.')
      demandRunning()
      demandOwn.origin(request)
      const actor = actorOf(request)
      if (!actor) throw new AppError('signed_out', 'You are not signed in, or your session has ended.')
      upgrade(request, socket, head, actor)
    } catch (error) {
      if (!(error instanceof AppError)) report(error)
      refuse(socket, error)
    }
  }
}

function refuse(socket: Duplex, error: unknown): void {
  const problem = toProblem(error)
  const status = statusOf[problem.code]
  const body = JSON.stringify({ problem })
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
    () => socket.destroy(),
  )
}
