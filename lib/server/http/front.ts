import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { AppError } from '../../shared/problem.ts'
import type { Action, Actor, Query } from '../actions/action.ts'
import type { Auth } from '../auth/auth.ts'
import type { Config } from '../config/config.ts'
import type { Store } from '../store/open-store.ts'
import { unwritableProblem } from '../store/unwritable.ts'
import { createApi, type Flight } from './api.ts'
import { createAddressOf } from './client-address.ts'
import { createDemandOwn } from './demand-own.ts'
import { drain } from './drain.ts'
import { setCommonHeaders } from './headers.ts'
import { createHealth, type Readiness } from './health.ts'
import { parseTarget } from './request-target.ts'
import { sendProblem, sendWords } from './send.ts'
import { createServePage } from './serve-page.ts'
import { createUpgrades } from './upgrades.ts'

interface FrontOptions {
  config: Pick<Config, 'allowedHosts' | 'allowedOrigins' | 'trustedProxies' | 'secure' | 'dev'>
  store: Store
  auth: Auth
  /** All of them; `auth.actions` and `auth.queries` included. */
  actions: readonly Action[]
  queries: readonly Query[]
  /** Next. */
  pages(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Takes over an authorised WebSocket handshake on /ws. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, actor: Actor): void
  readiness(): Readiness
  /** Called after every action on a server, however it ended. */
  acted?(serverId: string): void
  version: string
  /** Milliseconds that a request's body may take; 10 s. */
  bodyDeadlineMs?: number
  /** Where mistakes of Bindery's own go. */
  log?(line: string): void
}

/** The engine's own front: what stands between a socket and everything else. */
export interface Front {
  onRequest(request: IncomingMessage, response: ServerResponse): void
  onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** From now on 503; streams and calls in flight are told to end. */
  stop(): void
}

/** The front of one engine. It listens to nothing by itself: hand `onRequest` and `onUpgrade` to a server. */
export function createFront(options: FrontOptions): Front {
  const { config, auth, version, readiness, log = console.error } = options
  const demandOwn = createDemandOwn(config)
  const addressOf = createAddressOf(config.trustedProxies)
  const api = createApi({ ...options, demandOwn, addressOf })
  const servePage = createServePage({ auth, demandOwn, dev: config.dev, pages: options.pages })
  const inFlight = new Map<AbortController, Flight>()
  auth.onSessionEnded((sessionId) => {
    for (const [controller, flight] of inFlight)
      if (flight.sessionId === sessionId) controller.abort(endedProblem())
  })
  let stopping = false

  const demandRunning = (): void => {
    if (stopping) throw stoppingProblem()
  }
  const health = createHealth({
    version,
    readiness,
    stopping: () => stopping,
    ownHost: (request) => demandOwn.isOwnHost(request),
  })
  const report = (error: unknown): void =>
    log(`bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    setCommonHeaders(response, config.secure)
    const ended = new AbortController()
    const flight: Flight = { signal: ended.signal, sessionId: null }
    inFlight.set(ended, flight)
    response.once('close', () => {
      inFlight.delete(ended)
      if (!response.writableFinished) ended.abort()
    })
    const forApi = /^\/api(\/|$|\?)/.test(request.url ?? '')
    try {
      const target = parseTarget(request.url)
      if (health(request, response, target.pathname)) return
      demandOwn.host(request)
      demandRunning()
      if (forApi) await api(request, response, target, flight)
      else await servePage(request, response, target)
    } catch (error) {
      // A stream that was cut short by the client's leaving, by our stopping or by a sign-out is no mistake.
      const cutShort = ended.signal.aborted && (error instanceof AppError || isBreakOff(error))
      const problem = cutShort ? reasonOf(ended.signal) : (unwritableProblem(error) ?? error)
      if (problem instanceof AppError && problem.code === 'store_unwritable')
        log(`${problem.message} ${problem.cause instanceof Error ? problem.cause.message : ''}`)
      if (forApi) sendProblem(response, problem, report)
      else sendWords(response, problem, report)
    } finally {
      drain(request)
    }
  }

  return {
    onRequest: (request, response) => void serve(request, response),
    onUpgrade: createUpgrades({
      demandOwn,
      demandRunning,
      dev: config.dev,
      report,
      actorOf: (request) => auth.actorOf(request.headers.cookie, addressOf(request)),
      upgrade: options.upgrade,
    }),
    stop() {
      stopping = true
      for (const controller of inFlight.keys()) controller.abort()
    },
  }
}

function stoppingProblem(): AppError {
  return new AppError('stopping', 'Bindery is stopping.', { hint: 'What runs on servers goes on.' })
}

function endedProblem(): AppError {
  return new AppError('signed_out', 'Your session has ended.', { hint: 'Sign in again.' })
}

function reasonOf(signal: AbortSignal): AppError {
  return signal.reason instanceof AppError ? signal.reason : stoppingProblem()
}

/** What Node's streams say when the other end went away or the signal fired. */
function isBreakOff(error: unknown): boolean {
  // What throwIfAborted throws has the name, and a number of old for its code.
  if (error instanceof Error && error.name === 'AbortError') return true
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE'
}
