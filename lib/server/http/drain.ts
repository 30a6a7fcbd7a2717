import type { IncomingMessage } from 'node:http'

const LINGER_MS = 2_000
const LINGER_BYTES = 4 * 1024 * 1024

/**
 * Reads off what is left of a body that was refused, so that the client sees the answer instead of a reset
 * connection; but only for a moment and only so much, then the connection is cut.
 */
export function drain(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return
  let left = LINGER_BYTES
  const cut = (): void => void request.destroy()
  const timer = setTimeout(cut, LINGER_MS).unref()
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) cut()
  })
  request.once('end', () => clearTimeout(timer))
  request.once('close', () => clearTimeout(timer))
  request.on('error', () => {})
}
