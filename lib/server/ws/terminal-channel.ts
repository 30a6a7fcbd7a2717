import {
  MAX_CHUNK_BYTES,
  MAX_CREDIT_BYTES,
  type TerminalSubject,
  TYPED_WINDOW_BYTES,
} from '../../shared/frames.ts'
import type { Problem } from '../../shared/problem.ts'
import type { Terminal, Viewer } from '../terminals/terminal.ts'
import type { Channel } from './channel.ts'
import type { Outbox } from './outbox.ts'

/**
 * Shows a terminal on one screen: what it printed from an offset on, as credit and socket allow, and what is typed the
 * other way. A screen that falls behind what is kept begins afresh with the newest.
 *
 * `ended` is called once, when the shell is no more and its last byte was sent.
 */
export function openTerminalChannel(
  ch: number,
  subject: TerminalSubject,
  terminal: Terminal,
  outbox: Outbox,
  ended: (problem: Problem | null) => void,
): Channel {
  const { replay } = terminal
  let open = true
  let pumping = false
  let { credit } = subject
  /** Typed bytes that the shell has not taken yet. */
  let typed = 0
  const kept = subject.from !== null && subject.from >= replay.start && subject.from <= replay.end
  let position = kept && subject.from !== null ? subject.from : replay.freshStart().from

  const viewer: Viewer = {
    get position() {
      return position
    },
    wake,
    screen: (size, yours) => outbox.send({ op: 'message', ch, body: { type: 'screen', size, yours } }),
  }

  outbox.send({ op: 'opened', ch, info: { from: position, size: replay.end } })
  if (!kept) beginAfresh()
  terminal.enter(viewer, subject.size)
  if (!kept) terminal.redraw()
  wake()

  function beginAfresh(): void {
    const { from, modes } = replay.freshStart()
    position = from
    outbox.send({ op: 'message', ch, body: { type: 'replay', from, to: replay.end, modes } })
  }

  function wake(): void {
    void pump()
  }

  async function pump(): Promise<void> {
    if (pumping || !open) return
    pumping = true
    while (open && canSend()) await sendChunk()
    pumping = false
    if (!open || !terminal.ended || position < replay.end) return
    outbox.send({ op: 'message', ch, body: { type: 'end', size: position } })
    stop()
    ended(null)
  }

  function canSend(): boolean {
    if (credit === 0 || position >= replay.end) return false
    if (!outbox.congested) return true
    outbox.whenDrained(wake)
    return false
  }

  async function sendChunk(): Promise<void> {
    if (position < replay.start) beginAfresh()
    const bytes = replay.read(position, Math.min(credit, MAX_CHUNK_BYTES))
    credit -= bytes.length
    position += bytes.length
    terminal.moved(viewer)
    await outbox.sendBytes(ch, bytes)
  }

  function stop(): void {
    if (!open) return
    open = false
    terminal.leave(viewer)
  }

  return {
    grant(bytes) {
      if (credit + bytes > MAX_CREDIT_BYTES) return false
      credit += bytes
      wake()
      return true
    },
    take(bytes) {
      if (typed + bytes.length > TYPED_WINDOW_BYTES) return false
      typed += bytes.length
      // It came in a buffer of the socket, which others share.
      void terminal.type(viewer, Uint8Array.from(bytes)).then(() => {
        typed -= bytes.length
        if (open) outbox.send({ op: 'message', ch, body: { type: 'taken', bytes: bytes.length } })
      })
      return true
    },
    resize: (size) => terminal.resize(viewer, size),
    stop,
  }
}
