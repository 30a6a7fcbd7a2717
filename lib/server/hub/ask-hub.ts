import { type IncomingMessage, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { AppError } from '../../shared/problem.ts'
import { firstText } from '../kube/first-text.ts'
import { cancelled } from '../ssh/failures.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import type { HubPlace } from './hub-place.ts'
import { hubDistrusts, hubNotUnderstood, hubUnreachable } from './hub-problems.ts'

/** A page of 200 people is some 300 kB. */
const MAX_BYTES = 8 * 1024 * 1024
/** The hub waits up to ten seconds for a server to stop before it answers 202. */
const ANSWER_MS = 20_000

export interface HubQuestion {
  method: 'GET' | 'DELETE'
  /** Behind /hub/api, with its query: "/users?state=active". */
  path: string
  accept?: string
  signal: AbortSignal
}

export interface HubAnswer {
  status: number
  text: string
}

/**
 * One question to a hub, on a connection of its own through the link: it goes from the server itself, so that nothing
 * has to be open to anybody. The token stands in a header alone. Answers with any status from 200 to 404; throws
 * `hub_refused` where the token is not taken, `hub_unreachable` for a hub that is away or cannot answer now, and what
 * the link throws.
 */
export async function askHub(
  link: Pick<ServerLink, 'forward'>,
  place: HubPlace,
  token: string,
  question: HubQuestion,
): Promise<HubAnswer> {
  const patience = AbortSignal.timeout(ANSWER_MS)
  const signal = AbortSignal.any([question.signal, patience])
  let way: Duplex | undefined
  try {
    way = await link.forward(place.host, place.port, signal)
    const { status, text } = await exchange(way, place, token, { ...question, signal })
    if (status === 401 || status === 403) throw hubDistrusts(status, saidIn(text))
    if (status >= 500) throw hubUnreachable(`${status} ${saidIn(text)}`)
    if (status < 200 || (status >= 300 && status < 400)) throw hubNotUnderstood(`status ${status}`)
    return { status, text }
  } catch (error) {
    if (question.signal.aborted) throw cancelled(question.signal)
    if (patience.aborted) throw hubUnreachable(`no answer within ${ANSWER_MS / 1000} s`, error)
    throw asProblem(error)
  } finally {
    way?.destroy()
  }
}

async function exchange(
  way: Duplex,
  place: HubPlace,
  token: string,
  { method, path, accept = 'application/json', signal }: HubQuestion,
): Promise<HubAnswer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(
      {
        method,
        path: `${place.base}/hub/api${path}`,
        headers: { host: `${place.host}:${place.port}`, accept, authorization: `token ${token}` },
        createConnection: () => way,
        signal,
      },
      resolve,
    )
    sent.once('error', reject)
    sent.end()
  })
  const { text, whole } = await firstText(answer, MAX_BYTES)
  if (!whole) throw hubNotUnderstood(`an answer of more than ${MAX_BYTES / 1024 / 1024} MB`)
  return { status: answer.statusCode ?? 0, text }
}

/** The link knows what is wrong with it; that nobody listens behind the Service is the hub's affair. */
function asProblem(error: unknown): AppError {
  if (error instanceof AppError)
    return error.code === 'remote_failed' ? hubUnreachable(error.said ?? error.message, error) : error
  return hubUnreachable(error instanceof Error ? error.message : String(error), error)
}

/** JupyterHub says `{"status": 403, "message": "…"}`; whatever stands before it says a page. */
function saidIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown }
    if (typeof message === 'string') return message
  } catch {}
  return text.trim().slice(0, 200)
}
