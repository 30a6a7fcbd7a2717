import { type IncomingMessage, request } from 'node:http'
import type { WebSocket } from 'ws'
import { cancelled } from '../ssh/failures.ts'
import { within } from '../ssh/within.ts'
import type { ApiPlace, ApiSource } from './api-place.ts'
import { ApiGone, ApiRefusal, isDistrust, nobodyListens, unreachable, wayProblem } from './api-problems.ts'
import { firstText, SHORT_BYTES } from './first-text.ts'
import { openWebSocket } from './open-web-socket.ts'
import { type Forward, TunnelAgent } from './tunnel-agent.ts'

/** How long the API may take to begin an answer; a long list takes seconds to be put together. */
const BEGIN_MS = 15_000
const LOCATE_MS = 30_000

interface Tunnel {
  place: ApiPlace
  agent: TunnelAgent
}

type Ask<Answer> = (tunnel: Tunnel, signal: AbortSignal) => Promise<Answer>

export interface ApiCall {
  /** Ends the call, and the reading of its body. */
  signal: AbortSignal
  /** Milliseconds from asking until the answer begins, connecting included. Default 15 s. */
  beginMs?: number
  /** In which form the answer is wished for. Default "application/json". */
  accept?: string
}

/** A call that changes something. */
export interface ApiChange extends ApiCall {
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Sent as JSON, of the type that the kind of patch has; "application/json" by default. */
  body?: object
  contentType?: string
}

/**
 * The Kubernetes API of one server, through its link. It finds out where the API is when it is first asked, keeps what
 * it needs for signing in there in memory alone, and reads it anew when one of the two does not believe the other.
 */
export class Cluster {
  readonly #source: ApiSource
  readonly #forward: Forward
  #opening: { tunnel: Promise<Tunnel>; abort: AbortController } | null = null
  #agent: TunnelAgent | null = null

  constructor(source: ApiSource, forward: Forward) {
    this.#source = source
    this.#forward = forward
  }

  /**
   * GETs a path of the API and resolves with the body once it is known to be what was asked for. Throws AppErrors
   * (`no_kubernetes`, `kube_unreachable`, `kube_refused`, what the link throws), and ApiGone for 410.
   */
  get(path: string, call: ApiCall): Promise<IncomingMessage> {
    return this.#call(call, (tunnel, signal) => answerTo(tunnel, path, call, signal))
  }

  /** When the certificate ends that the API showed last: milliseconds since the epoch; null while it showed none. */
  get certificateEndsAt(): number | null {
    return this.#agent?.certificateEndsAt ?? null
  }

  /** Changes something; resolves with the answer's body. Throws as `get`: what broke off may have happened or not. */
  change(path: string, call: ApiChange): Promise<IncomingMessage> {
    return this.#call(call, (tunnel, signal) => answerTo(tunnel, path, call, signal))
  }

  /**
   * A WebSocket to a path of the API, paused, in one of the protocols. The signal ends only the opening of it. Throws as
   * `get`.
   */
  connect(path: string, protocols: string[], call: ApiCall): Promise<WebSocket> {
    return this.#call(call, (tunnel, signal) => openWebSocket(tunnel, path, protocols, signal))
  }

  /** Ends all connections and forgets who we are to the API. The next call asks for it again. */
  close(): void {
    const opening = this.#opening
    this.#opening = null
    opening?.abort.abort()
    opening?.tunnel.then(({ agent }) => agent.destroy()).catch(() => {})
  }

  async #call<Answer>(call: ApiCall, ask: Ask<Answer>): Promise<Answer> {
    try {
      return await this.#ask(call, ask)
    } catch (error) {
      if (call.signal.aborted) throw cancelled(call.signal)
      // Nobody there: what comes back may be another cluster, or none.
      if (nobodyListens(error)) this.close()
      if (!isDistrust(error)) throw asProblem(error)
    }
    // Certificates are renewed, clusters are made anew: who we are to it is asked for once more.
    this.close()
    try {
      return await this.#ask(call, ask)
    } catch (error) {
      throw call.signal.aborted ? cancelled(call.signal) : asProblem(error)
    }
  }

  async #ask<Answer>({ signal, beginMs = BEGIN_MS }: ApiCall, ask: Ask<Answer>): Promise<Answer> {
    const tunnel = await within(this.#tunnel(), {
      deadlineMs: LOCATE_MS,
      signal,
      late: () => unreachable('the server does not say where it is'),
    })
    const begin = new AbortController()
    const timer = setTimeout(() => begin.abort(), beginMs)
    try {
      return await ask(tunnel, AbortSignal.any([signal, begin.signal]))
    } catch (error) {
      throw begin.signal.aborted ? unreachable(`no answer within ${beginMs / 1000} s`) : error
    } finally {
      clearTimeout(timer)
    }
  }

  #tunnel(): Promise<Tunnel> {
    if (this.#opening) return this.#opening.tunnel
    const abort = new AbortController()
    const tunnel = this.#source.locate(abort.signal).then((place) => {
      const agent = new TunnelAgent(this.#forward, place)
      this.#agent = agent
      return { place, agent }
    })
    const opening = { tunnel, abort }
    this.#opening = opening
    tunnel.catch(() => {
      if (this.#opening === opening) this.#opening = null
    })
    return tunnel
  }
}

function asProblem(error: unknown): Error {
  return error instanceof ApiRefusal && error.status === 410 ? new ApiGone() : wayProblem(error)
}

async function answerTo(
  tunnel: Tunnel,
  path: string,
  call: ApiCall | ApiChange,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const answer = await send(tunnel, path, call, signal)
  const { statusCode = 0 } = answer
  if (statusCode >= 200 && statusCode < 300) return answer
  throw new ApiRefusal(statusCode, (await firstText(answer, SHORT_BYTES)).text)
}

function send(
  { place: { host, port, identity }, agent }: Tunnel,
  path: string,
  call: ApiCall | ApiChange,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { method, body, contentType } = 'method' in call ? call : { method: 'GET' }
    const text = body === undefined ? null : JSON.stringify(body)
    const headers: Record<string, string> = {
      host: host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
      accept: call.accept ?? 'application/json',
      ...(identity.kind === 'token' ? { authorization: `Bearer ${identity.token}` } : {}),
      // Node sends the body of a DELETE without its length, and so it would not arrive: nor would its preconditions.
      ...(text === null
        ? {}
        : {
            'content-type': contentType ?? 'application/json',
            'content-length': String(Buffer.byteLength(text)),
          }),
    }
    const sent = request({ host, port, path, method, agent, headers, signal }, resolve)
    sent.once('error', reject)
    sent.end(text ?? undefined)
  })
}
