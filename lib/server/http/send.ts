import type { ServerResponse } from 'node:http'
import { AppError, toProblem } from '../../shared/problem.ts'
import { SlowDown } from '../auth/slow-down.ts'
import { DATA_HEADERS } from './headers.ts'
import { Refusal } from './refusal.ts'
import { statusOf } from './status.ts'

/** Answers with JSON that nobody may keep. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const bytes = Buffer.from(JSON.stringify(body ?? {}))
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
    ...DATA_HEADERS,
    ...headers,
  })
  response.end(bytes)
}

/**
 * Answers with what went wrong, and nothing of how it is made inside: what is no AppError is `internal` and goes to
 * `report`. Where the answer has begun already, the connection is cut: half an answer must not look whole.
 */
export function sendProblem(
  response: ServerResponse,
  thrown: unknown,
  report: (error: unknown) => void,
): void {
  if (!mayAnswer(response, thrown, report)) return
  sendJson(response, statusFor(thrown), { problem: toProblem(thrown) }, headersOf(thrown))
}

/** The same in plain words, for a person who opened a page. */
export function sendWords(response: ServerResponse, thrown: unknown, report: (error: unknown) => void): void {
  if (!mayAnswer(response, thrown, report)) return
  const { message, hint } = toProblem(thrown)
  response.writeHead(statusFor(thrown), {
    'Content-Type': 'text/plain; charset=utf-8',
    ...DATA_HEADERS,
    ...headersOf(thrown),
  })
  response.end(`${hint ? `${message}\n${hint}` : message}\n`)
}

function mayAnswer(response: ServerResponse, thrown: unknown, report: (error: unknown) => void): boolean {
  if (!(thrown instanceof AppError)) report(thrown)
  if (response.headersSent) response.destroy()
  return !response.headersSent
}

function statusFor(thrown: unknown): number {
  const own = thrown instanceof Refusal ? thrown.status : undefined
  return own ?? statusOf[toProblem(thrown).code]
}

function headersOf(thrown: unknown): Record<string, string> {
  if (thrown instanceof Refusal) return thrown.headers
  return thrown instanceof SlowDown ? { 'Retry-After': String(thrown.seconds) } : {}
}
