import { setImmediate as nextTurn } from 'node:timers/promises'
import { PlainText } from '../runs/plain-text.ts'
import type { Transcript } from '../runs/transcript-types.ts'

/** A line of a transcript without colours; `number` counts from 1. */
export interface NumberedLine {
  number: number
  text: string
}

const PIECE_BYTES = 256 * 1024
const KEPT_LINES = 4_000

/**
 * The last lines of a transcript, at most 4,000, in order. All of it is read, since lines are numbered from the first.
 * Rejects with an AppError when it cannot be read.
 */
export async function lastLines(transcript: Transcript): Promise<NumberedLine[]> {
  const plain = new PlainText()
  const lines: NumberedLine[] = []
  let number = 1
  let open = ''
  const take = (text: string): void => {
    const parts = (open + text).split('\n')
    open = parts.pop() ?? ''
    for (const part of parts) lines.push({ number: number++, text: part })
    if (lines.length > 2 * KEPT_LINES) lines.splice(0, lines.length - KEPT_LINES)
  }
  const { size } = transcript
  for (let at = 0; at < size; ) {
    const piece = await transcript.read(at, Math.min(PIECE_BYTES, size - at))
    if (piece.length === 0) break
    take(plain.push(piece))
    at += piece.length
    await nextTurn()
  }
  take(plain.end())
  if (open !== '') lines.push({ number, text: open })
  return lines.slice(-KEPT_LINES)
}
