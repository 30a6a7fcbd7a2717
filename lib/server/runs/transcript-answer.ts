import { setImmediate as nextTurn } from 'node:timers/promises'
import * as z from 'zod/mini'
import { AppError } from '../../shared/problem.ts'
import { ByteAnswer } from '../actions/byte-answer.ts'
import { PlainText } from './plain-text.ts'
import type { Transcript } from './transcript-types.ts'

const PIECE_BYTES = 256 * 1024

const parameters = z.object({
  from: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 0),
  as: z.optional(z.enum(['text'])),
})

/**
 * A transcript as a GET answers it: the bytes there are now, from an offset, as they are or (`as=text`) without
 * escapes. `download` makes a file of it. Throws `invalid_input`.
 */
export function transcriptAnswer(transcript: Transcript, title: string, query: URLSearchParams): ByteAnswer {
  const asked = parameters.safeParse(Object.fromEntries([...query].filter(([name]) => name !== 'download')))
  if (!asked.success)
    throw new AppError('invalid_input', 'A transcript takes ?from= a byte offset and ?as=text.', {
      field: String(asked.error.issues[0]?.path[0] ?? 'from'),
    })
  const text = asked.data.as === 'text'
  const headers: Record<string, string> = {
    'content-type': text ? 'text/plain; charset=utf-8' : 'application/octet-stream',
  }
  if (query.has('download'))
    headers['content-disposition'] = `attachment; filename="${fileName(title)}.${text ? 'txt' : 'log'}"`
  const bytes = pieces(transcript, asked.data.from)
  return new ByteAnswer(headers, text ? withoutEscapes(bytes) : bytes)
}

async function* pieces(transcript: Transcript, from: number): AsyncGenerator<Uint8Array> {
  const { size } = transcript
  for (let at = from; at < size; ) {
    const piece = await transcript.read(at, Math.min(PIECE_BYTES, size - at))
    if (piece.length === 0) return
    yield piece
    at += piece.length
  }
}

async function* withoutEscapes(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const plain = new PlainText()
  for await (const piece of bytes) {
    yield Buffer.from(plain.push(piece))
    // Whoever reads a long one leaves the console to others between the pieces.
    await nextTurn()
  }
  yield Buffer.from(plain.end())
}

/** A name that no system and no header can misread: ASCII letters, digits, dashes. */
function fileName(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return plain || 'transcript'
}
