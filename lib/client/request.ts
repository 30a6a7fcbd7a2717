import './zod-without-eval.ts'
import { AppError } from '../shared/problem.ts'
import { problemSchema } from '../shared/problem-schema.ts'
import { goToSignIn } from './go-to-sign-in.ts'

/** Longer than any deadline of the engine: whoever waited so long waits for nothing. */
const DEADLINE_MS = 120_000

/** Asks the engine. Throws an AppError, or the signal's own reason when the caller gave up. */
export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, { method: 'GET' }, signal)
}

/**
 * Tells the engine to do something. Throws an AppError, or the signal's own reason when the caller gave up.
 *
 * @example const { id } = await post<{ id: string }>('/api/servers/add', input)
 */
export function post<T>(path: string, body: unknown = {}, signal?: AbortSignal): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  return ask<T>(path, { method: 'POST', headers, body: JSON.stringify(body) }, signal)
}

async function ask<T>(path: string, init: RequestInit, signal: AbortSignal | undefined): Promise<T> {
  const deadline = AbortSignal.timeout(DEADLINE_MS)
  let response: Response
  let text: string
  try {
    response = await fetch(path, {
      ...init,
      cache: 'no-store',
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    })
    text = await response.text()
  } catch (thrown) {
    signal?.throwIfAborted()
    throw unanswered(init.method === 'POST', deadline.aborted, thrown)
  }
  const answer = parseJson(text)
  if (response.ok && answer !== undefined) return answer as T
  throw refused(response.status, answer)
}

function unanswered(changes: boolean, late: boolean, cause: unknown): AppError {
  const message = late
    ? `Bindery did not answer within ${DEADLINE_MS / 60_000} minutes.`
    : 'Bindery does not answer. It was stopped, or the network between this browser and it is down.'
  const hint = changes
    ? 'It is not known whether this was done. Look before you try again.'
    : 'Try again once it is back.'
  return new AppError('offline', message, { hint, cause })
}

function refused(status: number, answer: unknown): AppError {
  const parsed = problemSchema.safeParse(fieldOf(answer, 'problem'))
  if (!parsed.success)
    return new AppError(
      'internal',
      `The answer (status ${status}) did not come from Bindery, or was cut off.`,
      {
        hint: 'If a proxy stands in front of Bindery, look at its log.',
      },
    )
  const { code, message, ...extras } = parsed.data
  if (status === 401 && code === 'signed_out') goToSignIn()
  return new AppError(code, message, extras)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined
}
