import type { IncomingMessage } from 'node:http'
import { type LogPosition, resumeAfter } from '../../../shared/log-position.ts'
import { LineCutter, type RawLine } from './cut-lines.ts'
import { hideSecrets, mayHaveSecrets } from './hide-secrets.ts'
import { createPace } from './log-pace.ts'
import { readStamp } from './read-stamp.ts'

export interface TakeLines {
  signal: AbortSignal
  /** A line as it travels (lib/shared/log-line.ts), and its timestamp; null for what the API says in between. */
  line(bytes: Buffer, at: string | null): void
  /** Lines are missing before the next one. */
  gap(): void
  /** A chunk was taken; what comes next is read when it resolves. */
  taken(): Promise<void>
}

/**
 * Takes the lines of an answer that the reader does not have yet, without secrets. False when it was left because
 * the container prints faster than can be read. Throws what the stream throws when it breaks off.
 */
export async function takeLines(
  body: IncomingMessage,
  position: LogPosition | null,
  { signal, line, gap, taken }: TakeLines,
): Promise<boolean> {
  // How old a line is goes by the clock of the server, which its answer carries.
  const skewMs = Date.parse(body.headers.date ?? '') - Date.now() || 0
  const cutter = new LineCutter()
  const pace = createPace()
  const resume = position === null ? null : resumeAfter(position)
  let last = position?.last ?? null

  function take(raw: RawLine, maySecrets: boolean): void {
    const stamped = readStamp(raw)
    if (stamped) {
      const judged = resume?.judge(stamped.at)
      if (judged === 'known') return
      if (judged === 'after-gap') gap()
      last = stamped.at
    }
    const bytes = stamped?.text ?? raw.bytes
    const text = maySecrets ? hideSecrets(bytes) : bytes
    const head = `${last ?? stampNow()}${raw.cut > 0 ? `+${raw.cut}` : ''} `
    line(Buffer.concat([Buffer.from(head), text, LINE_END]), stamped?.at ?? null)
  }

  for await (const chunk of body as AsyncIterable<Buffer>) {
    const maySecrets = mayHaveSecrets(chunk)
    for (const raw of cutter.push(chunk)) take(raw, maySecrets || raw.pieced)
    await pace.take(chunk.length, signal)
    await taken()
    if (last !== null && pace.hopeless(Date.now() + skewMs - Date.parse(last))) return false
  }
  const rest = cutter.end()
  if (rest) take(rest, true)
  await taken()
  return true
}

const LINE_END = Buffer.from('\n')

function stampNow(): string {
  return `${new Date().toISOString().slice(0, 23)}000000Z`
}
