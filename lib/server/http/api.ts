import type { IncomingMessage, ServerResponse } from 'node:http'
import { setupInput, signInInput } from '../../shared/account-api.ts'
import { AppError } from '../../shared/problem.ts'
import type { Action, Actor, Query } from '../actions/action.ts'
import { createAudit } from '../actions/audit.ts'
import { ByteAnswer } from '../actions/byte-answer.ts'
import { JsonAnswer } from '../actions/json-answer.ts'
import { parseInput } from '../actions/parse-input.ts'
import { demandRole, describeAction, performAction } from '../actions/perform-action.ts'
import type { Auth } from '../auth/auth.ts'
import { deviceName } from '../auth/device-name.ts'
import type { Device } from '../auth/sessions.ts'
import type { LetIn } from '../auth/sign-in.ts'
import type { Store } from '../store/open-store.ts'
import type { DemandOwn } from './demand-own.ts'
import { readJson } from './read-json.ts'
import { wrongMethod } from './refusal.ts'
import type { Target } from './request-target.ts'
import { createRoutes } from './routes.ts'
import { sendJson } from './send.ts'
import { sendBytes } from './send-bytes.ts'

interface Exchange {
  request: IncomingMessage
  params: Readonly<Record<string, string>>
  search: URLSearchParams
  flight: Flight
}

type Endpoint = (exchange: Exchange) => unknown | Promise<unknown>

interface Deps {
  store: Store
  auth: Auth
  actions: readonly Action[]
  queries: readonly Query[]
  demandOwn: DemandOwn
  addressOf(request: IncomingMessage): string
  bodyDeadlineMs?: number
  acted?(serverId: string): void
  log?(line: string): void
}

/** A request that is being answered. */
export interface Flight {
  readonly signal: AbortSignal
  /** Whose session asks: the flight ends with it. */
  sessionId: string | null
}

/** Answers one request under /api. Rejects with the problem when there is one. */
export type Api = (
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  flight: Flight,
) => Promise<void>

/** Everything under /api: every action and its description, every query, and the two ways in. */
export function createApi(deps: Deps): Api {
  const { store, auth, actions, queries, demandOwn, addressOf, bodyDeadlineMs = 10_000 } = deps
  const ledger = { store, audit: createAudit(store), ...(deps.log ? { log: deps.log } : {}) }
  const actorOf = (request: IncomingMessage): Actor => {
    const actor = auth.actorOf(request.headers.cookie, addressOf(request))
    if (actor) return actor
    throw new AppError('signed_out', 'You are not signed in, or your session has ended.', {
      hint: 'Sign in again.',
    })
  }
  const boardingOf = ({ request, flight }: Exchange): Actor => {
    const actor = actorOf(request)
    flight.sessionId = actor.sessionId
    return actor
  }
  const asked = (exchange: Exchange) => ({
    actor: boardingOf(exchange),
    stillActor: () => actorOf(exchange.request),
    params: exchange.params,
    signal: exchange.flight.signal,
    body: () => readJson(exchange.request, bodyDeadlineMs),
  })
  const deviceOf = (request: IncomingMessage): Device => ({
    device: deviceName(request.headers['user-agent']),
    address: addressOf(request),
  })
  const entered = (request: IncomingMessage, { me, token }: LetIn): JsonAnswer => {
    auth.replaceCookie(request.headers.cookie)
    return new JsonAnswer(me, { 'Set-Cookie': auth.cookie.issue(token) })
  }

  const post = (path: string, target: Endpoint) => ({ method: 'POST', path, target })
  const routes = createRoutes<Endpoint>([
    post('/api/setup', async ({ request }) => {
      const input = parseInput(setupInput, await readJson(request, bodyDeadlineMs))
      return entered(request, await auth.setUp(input, deviceOf(request)))
    }),
    post('/api/sign-in', async ({ request }) => {
      const input = parseInput(signInInput, await readJson(request, bodyDeadlineMs))
      return entered(request, await auth.signIn(input, deviceOf(request)))
    }),
    ...actions.map((action) =>
      post(action.path, async (exchange) => {
        try {
          return await performAction(ledger, action, asked(exchange))
        } finally {
          const { server } = exchange.params
          if (server !== undefined) deps.acted?.(server)
        }
      }),
    ),
    ...actions
      .filter((action) => action.describe)
      .map((action) =>
        post(`${action.path}/describe`, (exchange) => describeAction(action, asked(exchange))),
      ),
    ...queries.map((query) => ({
      method: 'GET',
      path: query.path,
      target: (exchange: Exchange) => {
        const actor = boardingOf(exchange)
        demandRole(actor, query.who)
        const { params, search, flight } = exchange
        return query.answer({ actor, params, signal: flight.signal, input: search })
      },
    })),
  ])

  return async (request, response, { pathname, search }, flight) => {
    const method = request.method ?? ''
    if (method === 'GET' || method === 'HEAD') demandOwn.fetchSite(request)
    else demandOwn.origin(request)
    const match = routes.find(pathname)
    if (!match) throw new AppError('not_found', 'There is nothing at this address.')
    const endpoint = match.byMethod.get(method)
    if (!endpoint) throw wrongMethod([...match.byMethod.keys()])

    const answer = await endpoint({ request, params: match.params, search, flight })
    if (answer instanceof ByteAnswer) await sendBytes(response, answer, flight.signal)
    else if (answer instanceof JsonAnswer) sendJson(response, 200, answer.body, answer.headers)
    else sendJson(response, 200, answer)
  }
}
