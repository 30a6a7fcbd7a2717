import type { ServerResponse } from 'node:http'
import type { Container } from './kube-object.ts'
import { nanoTime } from './pod-logs.ts'

/** Bytes that a flooding container prints each second. */
const BYTES_A_SECOND = 50_000_000
const CHUNK_LINES = 400
/** The file of the kubelet that is read: what is older was rotated away. */
const FILE_BYTES = 10_000_000

/** The line that a container prints without end: of one that runs `yes LINE`. Null for all others. */
export function floodOf({ command }: Container): string | null {
  return Array.isArray(command) && command[0] === 'yes' ? String(command[1] ?? 'y') : null
}

/**
 * A log of 50 MB/s, which exists only while somebody reads it: line number N was printed N times so many nanoseconds
 * after the start. Who reads slowly is behind, as with a real file.
 */
export function flood(
  text: string,
  query: {
    timestamps: boolean
    follows: boolean
    sinceTime: string | null
    tailLines: number | null
    startedAt: string
  },
  response: ServerResponse,
): void {
  const lineBytes = text.length + 12
  const nanoseconds = Math.round((lineBytes / BYTES_A_SECOND) * 1e9)
  const start = BigInt(Date.parse(query.startedAt)) * 1_000_000n
  const numberAt = (ms: number): number =>
    Math.max(0, Number((BigInt(ms) * 1_000_000n - start) / BigInt(nanoseconds)))
  const end = numberAt(Date.now())
  const since = query.sinceTime === null ? 0 : numberAt(Math.floor(Date.parse(query.sinceTime) / 1000) * 1000)
  let next = Math.max(since, end - Math.floor(FILE_BYTES / lineBytes), end - (query.tailLines ?? end))

  const lines = (from: number, to: number): string => {
    let chunk = ''
    for (let number = from; number < to; number++) {
      const line = `${String(number).padStart(10, '0')} ${text}\n`
      chunk += query.timestamps ? `${nanoTime(start + BigInt(number) * BigInt(nanoseconds))} ${line}` : line
    }
    return chunk
  }
  const pump = (): void => {
    if (response.destroyed) return
    const last = query.follows ? numberAt(Date.now()) : end
    const to = Math.min(last, next + CHUNK_LINES)
    if (to > next) {
      const goesOn = response.write(lines(next, to))
      next = to
      if (goesOn) setImmediate(pump)
      else response.once('drain', pump)
    } else if (query.follows) setTimeout(pump, 5)
    else response.end()
  }
  pump()
}
