import * as z from 'zod/mini'
import { type LogPlace, type LogQuery, logsAddress } from '../../lib/shared/log-api.ts'
import { STAMP_LENGTH } from '../../lib/shared/log-line.ts'
import { type LogPosition, resumeAfter } from '../../lib/shared/log-position.ts'
import { AppError } from '../../lib/shared/problem.ts'
import { problemSchema } from '../../lib/shared/problem-schema.ts'
import type { LineReader } from './line-reader.ts'
import { MOST_LINES, type StoredLine } from './log-line-store.ts'

interface Past {
  /** RFC 3339 in UTC; null for all that there is. */
  since: string | null
  /** The first line that is here already, and how many have its timestamp. */
  first: { at: string; same: number } | null
  reader: LineReader
  signal: AbortSignal
}

/** The lines before those that are here already, the newest of them as far as a page keeps any. Throws AppErrors. */
export async function readPast(server: string, place: LogPlace, past: Past): Promise<StoredLine[]> {
  const { since, first, reader, signal } = past
  const query: LogQuery = {
    ...(since === null ? { tail: MOST_LINES } : { since }),
    ...(first ? { until: first.at } : {}),
  }
  const lines: StoredLine[] = []
  for await (const wire of wireLines(logsAddress(server, [place], query), signal)) {
    lines.push(...reader.read(wire))
    if (lines.length > 2 * MOST_LINES) lines.splice(0, MOST_LINES)
  }
  // Those of the same instant as the first one: as many as are here stand at the end.
  let ties = first?.same ?? 0
  while (ties > 0 && lines.at(-1)?.at === first?.at) {
    lines.pop()
    ties -= 1
  }
  return lines
}

/** All lines of the run before, as far as a page keeps any. Throws AppErrors. */
export async function readPrevious(
  server: string,
  place: LogPlace,
  reader: LineReader,
  signal: AbortSignal,
): Promise<StoredLine[]> {
  const lines: StoredLine[] = []
  for await (const wire of wireLines(
    logsAddress(server, [place], { previous: true, tail: MOST_LINES }),
    signal,
  )) {
    lines.push(...reader.read(wire))
  }
  return lines
}

/** All lines of a build that is kept. Throws AppErrors. */
export async function readKeptBuild(
  build: string,
  reader: LineReader,
  signal: AbortSignal,
): Promise<StoredLine[]> {
  const lines: StoredLine[] = []
  for await (const wire of wireLines(`/api/builds/${build}/log?as=lines`, signal))
    lines.push(...reader.read(wire))
  return lines
}

/** The lines behind a position, as they travel; null where they cannot be had any more. */
export async function readMissed(
  server: string,
  place: LogPlace,
  position: LogPosition,
): Promise<string[] | null> {
  const resume = resumeAfter(position)
  const missed: string[] = []
  const signal = AbortSignal.timeout(60_000)
  try {
    for await (const wire of wireLines(
      logsAddress(server, [place], { since: `${position.second}Z` }),
      signal,
    ))
      if (resume.judge(wire.slice(0, STAMP_LENGTH)) !== 'known') missed.push(wire)
    return missed
  } catch {
    return null
  }
}

/** The lines of an answer, without their ends. */
async function* wireLines(address: string, signal: AbortSignal): AsyncGenerator<string> {
  const answer = await fetch(address, { signal })
  if (!answer.ok || !answer.body) throw await problemOf(answer)
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const lines = (rest + value).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    if (rest !== '') yield rest
  } finally {
    // Whoever has enough leaves; the engine then stops asking for more.
    await reader.cancel().catch(() => {})
  }
}

const refusal = z.object({ problem: problemSchema })

async function problemOf(answer: Response): Promise<AppError> {
  const body = refusal.safeParse(await answer.json().catch(() => null))
  if (!body.success) return new AppError('internal', 'The log could not be read.')
  const { code, message, hint, said } = body.data.problem
  return new AppError(code, message, { hint, said })
}
