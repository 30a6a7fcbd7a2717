import { type IncomingMessage, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { firstText, SHORT_BYTES } from '../kube/first-text.ts'
import { cancelled } from '../ssh/failures.ts'
import type { ServerLink } from '../ssh/link-types.ts'

export interface HttpAsked {
  host: string
  port: number
  path: string
  /** From asking to the last byte of the answer, in milliseconds. */
  deadlineMs: number
  signal: AbortSignal
}

/** What came back: a whole answer, or how it failed, in the words of whoever failed. */
export type HttpSeen =
  | { url: string; status: number; body: string; tookMs: number }
  | { url: string; status: null; said: string; tookMs: number }

/**
 * GETs something from where the server stands, over its link, such as a service of the cluster at its address inside. What
 * does not answer is an answer too, so that this throws only when it is cancelled. At most 64 KiB of a body are read.
 */
export async function askHttp(link: Pick<ServerLink, 'forward'>, asked: HttpAsked): Promise<HttpSeen> {
  const { host, port, path, deadlineMs } = asked
  const authority = port === 80 ? host : `${host}:${port}`
  const url = `http://${authority}${path}`
  const began = performance.now()
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), deadlineMs)
  const signal = AbortSignal.any([asked.signal, deadline.signal])
  const took = () => Math.round(performance.now() - began)
  let stream: Duplex | null = null
  try {
    stream = await link.forward(host, port, signal)
    const answer = await get(stream, { host: authority, path, signal })
    const { text } = await firstText(answer, SHORT_BYTES)
    return { url, status: answer.statusCode ?? 0, body: text, tookMs: took() }
  } catch (error) {
    if (asked.signal.aborted) throw cancelled(asked.signal)
    const said = deadline.signal.aborted
      ? `no answer within ${deadlineMs / 1000} s`
      : error instanceof Error
        ? error.message
        : String(error)
    return { url, status: null, said, tookMs: took() }
  } finally {
    clearTimeout(timer)
    stream?.destroy()
  }
}

function get(
  stream: Duplex,
  { host, path, signal }: { host: string; path: string; signal: AbortSignal },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { path, signal, headers: { host, accept: 'application/json' }, createConnection: () => stream },
      resolve,
    )
    sent.once('error', reject)
    sent.end()
  })
}
