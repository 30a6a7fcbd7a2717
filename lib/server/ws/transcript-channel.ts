import { MAX_CHUNK_BYTES, MAX_CREDIT_BYTES, type TranscriptSubject } from '../../shared/frames.ts'
import { AppError, type Problem, toProblem } from '../../shared/problem.ts'
import type { Transcript } from '../runs/transcript-types.ts'
import type { Channel } from './channel.ts'
import type { Outbox } from './outbox.ts'

/** A viewer further behind a transcript that still grows is moved on: nobody reads so fast. */
export const SKIP_BEHIND_BYTES = 8 * 1024 * 1024
const SKIP_KEEP_BYTES = 256 * 1024
/** Where `"from":"tail"` begins: so many bytes before the end. */
const TAIL_BYTES = 1024 * 1024

/**
 * Sends a transcript from an offset as credit and socket allow. It pulls: one chunk is read, sent and taken by the
 * operating system before the next is read, so that a stalled viewer holds one chunk however long the transcript is.
 *
 * `ended` is called once, when nothing more will come: with null after the last byte, else with the reason.
 */
export function openTranscriptChannel(
  ch: number,
  subject: TranscriptSubject,
  transcript: Transcript,
  outbox: Outbox,
  ended: (problem: Problem | null) => void,
): Channel {
  let open = true
  let pumping = false
  let credit = subject.credit
  let position: number | null = null

  async function pump(): Promise<void> {
    if (pumping || !open) return
    pumping = true
    try {
      position ??= await start()
      while (open && canSend(position))
        position = await sendChunk(skipAhead(position, await skipTarget(position)))
      if (open && transcript.ended && position >= transcript.size) {
        outbox.send({ op: 'message', ch, body: { type: 'end', size: position } })
        finish(null)
      }
    } catch (thrown) {
      finish(toProblem(thrown))
    } finally {
      pumping = false
    }
  }

  function wake(): void {
    void pump()
  }

  async function start(): Promise<number> {
    const from =
      subject.from === 'tail' ? await lineStart(transcript, transcript.size - TAIL_BYTES) : subject.from
    if (transcript.ended && from > transcript.size)
      throw new AppError(
        'invalid_input',
        `This transcript has ${transcript.size} bytes and ended before byte ${from}.`,
      )
    if (open) outbox.send({ op: 'opened', ch, info: { from, size: transcript.size } })
    return from
  }

  function canSend(at: number): boolean {
    if (credit === 0 || at >= transcript.size) return false
    if (!outbox.congested) return true
    outbox.whenDrained(wake)
    return false
  }

  async function skipTarget(at: number): Promise<number> {
    const behind = transcript.size - at
    if (transcript.ended || behind <= SKIP_BEHIND_BYTES) return at
    return await lineStart(transcript, transcript.size - SKIP_KEEP_BYTES)
  }

  function skipAhead(at: number, to: number): number {
    if (open && to > at) outbox.send({ op: 'message', ch, body: { type: 'skip', from: at, to } })
    return to
  }

  async function sendChunk(at: number): Promise<number> {
    const wanted = Math.min(credit, MAX_CHUNK_BYTES, transcript.size - at)
    const bytes = (await transcript.read(at, wanted)).subarray(0, wanted)
    if (bytes.length === 0)
      throw new AppError('internal', `This transcript could not be read at byte ${at}, though it is longer.`)
    if (!open) return at
    credit -= bytes.length
    await outbox.sendBytes(ch, bytes)
    return at + bytes.length
  }

  function finish(problem: Problem | null): void {
    if (!open) return
    stop()
    ended(problem)
  }

  function stop(): void {
    open = false
    stopListening()
  }

  const stopListening = transcript.onGrow(wake)
  wake()
  return {
    grant(bytes) {
      if (credit + bytes > MAX_CREDIT_BYTES) return false
      credit += bytes
      wake()
      return true
    },
    stop,
  }
}

/** The first byte of a line at or after `offset`, looked for in one chunk; the offset itself without one. */
async function lineStart(transcript: Transcript, offset: number): Promise<number> {
  if (offset <= 0) return 0
  const bytes = await transcript.read(offset - 1, MAX_CHUNK_BYTES)
  const newline = bytes.indexOf(0x0a)
  return newline < 0 ? offset : offset + newline
}
