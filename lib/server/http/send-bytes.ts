import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { ByteAnswer } from '../actions/byte-answer.ts'
import { DATA_HEADERS } from './headers.ts'

/** Streams an answer at the speed at which it is read; `signal` ends it. Rejects when it broke off. */
export async function sendBytes(
  response: ServerResponse,
  answer: ByteAnswer,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(200, {
    ...DATA_HEADERS,
    // A proxy that compresses would gather bytes that are to be seen as they come.
    'Cache-Control': `${DATA_HEADERS['Cache-Control']}, no-transform`,
    ...answer.headers,
  })
  await pipeline(answer.bytes, response, { signal })
}
