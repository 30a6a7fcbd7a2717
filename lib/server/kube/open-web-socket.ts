import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import type { ApiPlace } from './api-place.ts'
import { ApiRefusal, unreachable } from './api-problems.ts'
import { firstText, SHORT_BYTES } from './first-text.ts'
import type { TunnelAgent } from './tunnel-agent.ts'

/** No frame of the API is longer: kubelet reads 32 kB at a time. */
const LONGEST_FRAME = 1024 * 1024

/**
 * A WebSocket to a path of the API, through its tunnel. Resolves once the API agreed to one of the protocols; its
 * frames wait until somebody listens. Throws ApiRefusal for what the API says instead, and what the tunnel throws.
 */
export function openWebSocket(
  { place, agent }: { place: ApiPlace; agent: TunnelAgent },
  path: string,
  protocols: string[],
  signal: AbortSignal,
): Promise<WebSocket> {
  const { host, port, identity } = place
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  const ws = new WebSocket(`ws://${authority}${path}`, protocols, {
    // TLS is inside of it.
    agent,
    maxPayload: LONGEST_FRAME,
    perMessageDeflate: false,
    ...(identity.kind === 'token' ? { headers: { authorization: `Bearer ${identity.token}` } } : {}),
  })
  return new Promise((resolve, reject) => {
    const stop = (): void => ws.terminate()
    const settle = (act: () => void): void => {
      signal.removeEventListener('abort', stop)
      act()
    }
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    ws.on('error', (error) => settle(() => reject(error)))
    ws.once('close', () => settle(() => reject(unreachable('it closed the connection without a word'))))
    ws.once('unexpected-response', (_request: unknown, answer: IncomingMessage) => {
      firstText(answer, SHORT_BYTES).then(
        ({ text }) => settle(() => reject(new ApiRefusal(answer.statusCode ?? 0, text))),
        (error: unknown) => settle(() => reject(error)),
      )
    })
    ws.once('open', () => {
      // In this very turn: frames may stand in the bytes that came with the answer.
      ws.pause()
      settle(() => resolve(ws))
    })
  })
}
