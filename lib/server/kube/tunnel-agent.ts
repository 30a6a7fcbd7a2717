import { Agent } from 'node:http'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect, type TLSSocket } from 'node:tls'
import type { ApiPlace } from './api-place.ts'
import { unreachable } from './api-problems.ts'

const HANDSHAKE_MS = 10_000
/** Each watch under way holds one: of every table, of open objects, and of logs that are followed. */
const MAX_SOCKETS = 120

/** Opens a TCP connection on the far side of an SSH link. */
export type Forward = (host: string, port: number) => Promise<Duplex>

/**
 * Connections to the API inside the SSH link: no port is opened anywhere, so nobody else on this machine or on the
 * server comes in this way. They are kept and used again; each list or watch under way has one of its own.
 */
export class TunnelAgent extends Agent {
  readonly #forward: Forward
  readonly #place: ApiPlace
  /** When the certificate that the API showed last ends: milliseconds since the epoch; null before the first. */
  certificateEndsAt: number | null = null

  constructor(forward: Forward, place: ApiPlace) {
    super({ keepAlive: true, maxSockets: MAX_SOCKETS, maxFreeSockets: 8 })
    this.#forward = forward
    this.#place = place
  }

  override createConnection(
    _options: object,
    done?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.#open().then(
      (socket) => done?.(null, socket),
      // Node's types want a stream also where there is none.
      (error: unknown) =>
        done?.(error instanceof Error ? error : new Error(String(error)), undefined as never),
    )
  }

  async #open(): Promise<TLSSocket> {
    const { host, port, ca, identity } = this.#place
    const stream = await this.#forward(host, port)
    return await new Promise((resolve, reject) => {
      const socket = connect({
        socket: stream,
        host,
        // RFC 6066 allows no addresses there.
        ...(isIP(host) ? {} : { servername: host }),
        ca,
        ...(identity.kind === 'certificate' ? { cert: identity.cert, key: identity.key } : {}),
      })
      const fail = (error: Error): void => {
        clearTimeout(timer)
        socket.destroy()
        stream.destroy()
        reject(error)
      }
      const timer = setTimeout(
        () => fail(unreachable(`no TLS within ${HANDSHAKE_MS / 1000} s`)),
        HANDSHAKE_MS,
      )
      socket.once('error', fail)
      socket.once('close', () => fail(new Error('closed during the handshake')))
      socket.once('secureConnect', () => {
        clearTimeout(timer)
        socket.off('error', fail)
        this.certificateEndsAt = Date.parse(socket.getPeerCertificate().valid_to) || null
        resolve(socket)
      })
    })
  }
}
