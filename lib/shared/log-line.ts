import * as z from 'zod/mini'

/**
 * How lines of a container's log travel: "2026-11-27T08:59:31.123456789Z text". The timestamp is the engine's own
 * doing, so that nothing which a pod prints can look like it. Behind it may stand how many bytes of a line too long
 * were left out: "…Z+983040 text". A line that begins with # is a remark of Bindery: JSON, a LogRemark.
 */

/** Characters of a timestamp: RFC 3339, UTC, nine digits. They compare as text. */
export const STAMP_LENGTH = 30

/** Characters of a line's text that are carried; a download has all of it. */
export const MAX_LINE_BYTES = 32 * 1024

const remark = z.discriminatedUnion('is', [
  /** The container ended and was started again. */
  z.object({ is: z.literal('restart'), exitCode: z.nullable(z.int()), reason: z.string() }),
  /** Lines are missing here. `since`: the timestamp of the last line before, where there is one. */
  z.object({
    is: z.literal('gap'),
    why: z.enum(['flood', 'rotated', 'restarts', 'gone', 'long']),
    since: z.nullable(z.string()),
  }),
])

/** What Bindery has to say between two lines. */
export type LogRemark = z.infer<typeof remark>

export type LogLine =
  | {
      kind: 'line'
      /** RFC 3339, UTC, nine digits. */
      at: string
      text: string
      /** Bytes of the line that are not in `text`. */
      cut: number
    }
  | { kind: 'remark'; remark: LogRemark }

/** Reads one line without its end. Null for what is none: nothing is ever taken on trust. */
export function parseLogLine(line: string): LogLine | null {
  if (line.startsWith('#')) return parseRemark(line.slice(1))
  const space = line.indexOf(' ', STAMP_LENGTH)
  if (space < 0 || line[STAMP_LENGTH - 1] !== 'Z') return null
  const cut = space === STAMP_LENGTH ? 0 : Number(line.slice(STAMP_LENGTH + 1, space))
  if (!Number.isSafeInteger(cut)) return null
  return { kind: 'line', at: line.slice(0, STAMP_LENGTH), text: line.slice(space + 1), cut }
}

/** A remark as it stands between lines, with its end. */
export function remarkLine(of: LogRemark): string {
  return `#${JSON.stringify(of)}\n`
}

function parseRemark(json: string): LogLine | null {
  try {
    const parsed = remark.safeParse(JSON.parse(json))
    return parsed.success ? { kind: 'remark', remark: parsed.data } : null
  } catch {
    return null
  }
}
