import type { IncomingMessage } from 'node:http'
import { parseJson } from './parse-json.ts'
import { Refusal } from './refusal.ts'

const BODY_MAX_BYTES = 1024 * 1024

/**
 * The JSON body of a request: at most 1 MiB, complete within `deadlineMs`.
 * Throws `too_large`, or `invalid_input` (415 for another type, 408 for a slow one, 400 for what is no JSON).
 */
export async function readJson(request: IncomingMessage, deadlineMs: number): Promise<unknown> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json')
    throw new Refusal('invalid_input', 'The request has to be JSON, with Content-Type: application/json.', {
      status: 415,
    })
  if (Number(request.headers['content-length'] ?? 0) > BODY_MAX_BYTES) throw tooLarge()
  return parseJson(await readAll(request, deadlineMs))
}

function readAll(request: IncomingMessage, deadlineMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const settle = (end: () => void): void => {
      clearTimeout(timer)
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose)
      end()
    }
    const onData = (chunk: Buffer): void => {
      size += chunk.length
      if (size > BODY_MAX_BYTES) settle(() => reject(tooLarge()))
      else chunks.push(chunk)
    }
    const onEnd = (): void => settle(() => resolve(Buffer.concat(chunks)))
    const onClose = (): void => settle(() => reject(new Refusal('invalid_input', 'The request broke off.')))
    const timer = setTimeout(() => settle(() => reject(tooSlow(deadlineMs))), deadlineMs)
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
  })
}

function tooLarge(): Refusal {
  return new Refusal('too_large', 'The request is larger than 1 MiB, which is all that Bindery takes.')
}

function tooSlow(deadlineMs: number): Refusal {
  return new Refusal(
    'invalid_input',
    `The request did not arrive completely within ${deadlineMs / 1000} seconds.`,
    {
      status: 408,
      hint: 'The network may be slow or cut: try again.',
    },
  )
}
