import type { IncomingMessage } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import * as z from 'zod/mini'
import { logSources } from '../../../shared/log-api.ts'
import { objectPath } from '../../../shared/object-ref.ts'
import { AppError, toProblem } from '../../../shared/problem.ts'
import { ByteAnswer } from '../../actions/byte-answer.ts'
import { refusedWith } from '../api-problems.ts'
import { askJson } from '../ask-json.ts'
import type { Cluster } from '../cluster.ts'
import { LineCutter } from './cut-lines.ts'
import { hideSecrets } from './hide-secrets.ts'
import { type LogAsk, logPath, podForLogs } from './log-place.ts'
import { mergeByTime } from './merge-by-time.ts'
import { readStamp, type StampedLine } from './read-stamp.ts'

/** A line longer than this goes out in pieces, and is not merged as a whole with those of other logs. */
const LONGEST_LINE = 1024 * 1024

const stamp = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/))
const parameters = z.object({
  namespace: z.string().check(z.regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/)),
  as: z._default(z.enum(['text', 'lines']), 'text'),
  previous: z.optional(z.literal('true')),
  timestamps: z.optional(z.literal('true')),
  since: z.optional(stamp),
  until: z.optional(stamp),
  tail: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1_000_000))),
  download: z.optional(z.string()),
})

interface Source {
  namespace: string
  pod: string
  container: string
  uid: string | null
}

/**
 * The logs that there are now, as a GET answers them: one as `kubectl logs` prints it, several in the order of time,
 * each line with where it is from. `as=lines` is how they travel to pages. Secrets are hidden; nothing is cut but in
 * lines for pages. Throws `invalid_input`, and what the API says.
 */
export async function logAnswer(
  cluster: Cluster,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<ByteAnswer> {
  const asked = parameters.safeParse(Object.fromEntries(query))
  if (!asked.success)
    throw new AppError('invalid_input', 'A log is asked for by namespace, of, since, until and tail.', {
      field: String(asked.error.issues[0]?.path[0] ?? 'namespace'),
    })
  const { namespace, as, previous, timestamps, since, until, tail, download } = asked.data
  const sources = sourcesOf(query, namespace)
  const ask: LogAsk = {
    plain: as === 'text' && sources.length === 1 && timestamps === undefined,
    ...(previous ? { previous: true } : {}),
    ...(since === undefined ? {} : { sinceTime: since }),
    ...(tail === undefined ? {} : { tailLines: tail }),
  }
  await Promise.all(sources.map((source) => demandSame(cluster, source, signal)))
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8' }
  if (download !== undefined)
    headers['content-disposition'] = `attachment; filename="${fileName(sources)}.log"`
  const open = (source: Source) => cluster.get(logPath(source, ask), { signal })
  if (sources.length > 1)
    return new ByteAnswer(headers, merged(await openAll(sources, open), timestamps !== undefined))
  const body = await open(sources[0])
  return new ByteAnswer(headers, as === 'lines' ? pageLines(body, until ?? null) : asPrinted(body))
}

/** A log, or why there is none, such as a container that has not started. */
type Opened = { of: Source; body: IncomingMessage | null; why: string }

async function openAll(
  sources: readonly Source[],
  open: (source: Source) => Promise<IncomingMessage>,
): Promise<Opened[]> {
  return await Promise.all(
    sources.map(async (of): Promise<Opened> => {
      try {
        return { of, body: await open(of), why: '' }
      } catch (error) {
        if (refusedWith(error) === null) throw error
        const { said, message } = toProblem(error)
        return { of, body: null, why: said || message }
      }
    }),
  )
}

function sourcesOf(query: URLSearchParams, namespace: string): [Source, ...Source[]] {
  const parsed = logSources.safeParse(query.getAll('of').map((text) => text.split('/')))
  const [first, ...rest] = parsed.success
    ? parsed.data.map(([pod, container, uid = null]) => ({ namespace, pod, container, uid }))
    : []
  if (first && (rest.length === 0 || query.get('as') !== 'lines')) return [first, ...rest]
  throw new AppError('invalid_input', 'Which logs is said by of=POD/CONTAINER, 1 to 32 times.', {
    field: 'of',
  })
}

/** Throws `not_found` where a namesake has taken the pod's place. */
async function demandSame(
  cluster: Cluster,
  { namespace, pod, uid }: Source,
  signal: AbortSignal,
): Promise<void> {
  if (uid === null) return
  const { metadata } = await askJson(cluster, objectPath({ kind: 'Pod', namespace, name: pod }), podForLogs, {
    signal,
  })
  if (metadata.uid !== uid)
    throw new AppError('not_found', `The pod ${pod} is gone; another of that name has taken its place.`)
}

/** Byte by byte what the API gives, but for secrets. */
async function* asPrinted(body: IncomingMessage): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of body as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = bytes.lastIndexOf(0x0a) + 1 || (bytes.length > LONGEST_LINE ? bytes.length : 0)
    if (end > 0) yield hideSecrets(bytes.subarray(0, end))
    rest = Buffer.from(bytes.subarray(end))
    // Whoever reads a long one leaves the console to others between the pieces.
    await nextTurn()
  }
  if (rest.length > 0) yield hideSecrets(rest)
}

/** Lines in the form of lib/shared/log-line.ts, up to a timestamp. */
async function* pageLines(body: IncomingMessage, until: string | null): AsyncGenerator<Uint8Array> {
  for await (const { at, text, cut } of stampedLines(body, new LineCutter())) {
    if (until !== null && at > until) return
    yield Buffer.concat([Buffer.from(`${at}${cut > 0 ? `+${cut}` : ''} `), text, LINE_END])
  }
}

async function* merged(opened: readonly Opened[], timestamps: boolean): AsyncGenerator<Uint8Array> {
  const from: string[] = []
  const logs: AsyncGenerator<StampedLine>[] = []
  for (const { of, body, why } of opened) {
    if (body === null) yield Buffer.from(`# ${of.pod}/${of.container}: ${why}\n`)
    else {
      from.push(`[${of.pod}/${of.container}] `)
      logs.push(stampedLines(body, new LineCutter(LONGEST_LINE)))
    }
  }
  for await (const { index, line } of mergeByTime(logs)) {
    const head = `${timestamps ? `${line.at} ` : ''}${from[index] ?? ''}`
    yield Buffer.concat([Buffer.from(head), line.text, LINE_END])
  }
}

async function* stampedLines(body: IncomingMessage, cutter: LineCutter): AsyncGenerator<StampedLine> {
  for await (const chunk of body as AsyncIterable<Buffer>) {
    for (const raw of cutter.push(chunk)) {
      const line = readStamp(raw)
      if (line) yield { ...line, text: hideSecrets(line.text) }
    }
    await nextTurn()
  }
  const last = cutter.end()
  const line = last && readStamp(last)
  if (line) yield { ...line, text: hideSecrets(line.text) }
}

const LINE_END = Buffer.from('\n')

/** Names of Kubernetes have letters, digits, dots and dashes; of anything else nothing is left. */
function fileName([first, ...rest]: readonly [Source, ...Source[]]): string {
  const name = rest.length === 0 ? `${first.pod}-${first.container}` : `${first.pod}-and-${rest.length}-more`
  return name.replace(/[^A-Za-z0-9.-]/g, '').slice(0, 120) || 'log'
}
