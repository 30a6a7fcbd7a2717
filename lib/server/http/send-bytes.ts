import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { ByteAnswer } from '../actions/action.ts'
import { DATA_POLICY } from './headers.ts'

/** Streams an answer at the speed at which it is read; `signal` ends it. Rejects when it broke off. */
export async function sendBytes(
  response: ServerResponse,
  answer: ByteAnswer,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(200, {
    'Cache-Control': 'no-store, no-transform',
    'Content-Security-Policy': DATA_POLICY,
    ...answer.headers,
  })
  await pipeline(answer.bytes, response, { signal })
}
