import { MAX_TYPED_CHUNK, TYPED_WINDOW_BYTES } from '../shared/frames.ts'
import type { Problem } from '../shared/problem.ts'
import type { ScreenSize } from '../shared/terminal-row.ts'
import type { TabSocket } from './socket.ts'
import { tabSocket } from './tab-socket.ts'

/** Bytes that may be under way or not shown yet. */
const WINDOW_BYTES = 256 * 1024
const STEP_BYTES = 64 * 1024

export interface FollowTerminal {
  terminal: string
  /** The offset of the next byte that is wanted; null: all that is kept. */
  from: number | null
  size: ScreenSize
  /** `shown` is called once these bytes are dealt with (xterm: the callback of `write`): it asks for more. */
  onBytes(bytes: Uint8Array, shown: () => void): void
  /** What follows begins on an empty screen with these modes; what it asks of the terminal before offset `to` is old. */
  onReplay(replay: { from: number; to: number; modes: string }): void
  /** What size the terminal has, and whether it is this screen's. */
  onScreen(size: ScreenSize, yours: boolean): void
  /** Again after each reconnect. */
  onOpened(): void
  /** The shell has ended, and every byte was given. */
  onEnd(): void
  /** It cannot be followed (any longer). */
  onProblem(problem: Problem): void
  /** Another socket than the tab's own, for tests. */
  socket?: TabSocket
}

/** One screen's end of a terminal. */
export interface FollowedTerminal {
  /**
   * Sends what was typed, as fast as the shell takes it. False where the connection is away, or the end is reached:
   * then it is dropped, as it would run unseen.
   */
  type(bytes: Uint8Array): boolean
  resize(size: ScreenSize): void
  /** The offset of the next byte. */
  readonly next: number | null
  close(): void
}

/** Follows a terminal from an offset on, over however many connections that takes. */
export function followTerminal(follow: FollowTerminal): FollowedTerminal {
  let next = follow.from
  let { size } = follow
  // Both counted from the first byte that came here.
  let received = 0
  let shown = 0
  let allowed = 0
  let open = false
  let ended = false
  let queue: Uint8Array[] = []
  let room = 0

  const channel = (follow.socket ?? tabSocket()).open({
    subject() {
      open = false
      queue = []
      allowed = shown + WINDOW_BYTES
      return { kind: 'terminal', terminal: follow.terminal, from: next, credit: allowed - received, size }
    },
    onOpened(info) {
      open = true
      room = TYPED_WINDOW_BYTES
      next = info?.from ?? next
      follow.onOpened()
    },
    onBytes(bytes) {
      next = (next ?? 0) + bytes.length
      received += bytes.length
      follow.onBytes(bytes, onceShown(bytes.length))
    },
    onMessage(body) {
      switch (body.type) {
        case 'replay':
          next = body.from
          follow.onReplay(body)
          return
        case 'screen':
          follow.onScreen(body.size, body.yours)
          return
        case 'taken':
          room += body.bytes
          send()
          return
        case 'end':
          ended = true
          follow.onEnd()
      }
    },
    onClosed(problem) {
      open = false
      if (!ended) follow.onProblem(problem ?? endedEarly)
    },
  })

  function onceShown(bytes: number): () => void {
    let done = false
    return () => {
      if (done) return
      done = true
      shown += bytes
      const grant = shown + WINDOW_BYTES - allowed
      if (grant < STEP_BYTES) return
      allowed += grant
      channel.credit(grant)
    }
  }

  /** Sends what there is room for. False where there is nothing to send it over: then all of it is dropped. */
  function send(): boolean {
    for (let first = queue[0]; first !== undefined && room > 0; first = queue[0]) {
      const part = first.subarray(0, Math.min(room, MAX_TYPED_CHUNK))
      if (part.length === first.length) queue.shift()
      else queue[0] = first.subarray(part.length)
      room -= part.length
      if (channel.send(part)) continue
      queue = []
      return false
    }
    return true
  }

  return {
    type(bytes) {
      if (!open || ended) return false
      if (bytes.length > 0) queue.push(bytes)
      return send()
    },
    resize(to) {
      size = to
      if (open) channel.resize(to)
    },
    get next() {
      return next
    },
    close: () => channel.close(),
  }
}

/** Keeps a terminal from counting as unwatched, without taking anything of it: for one that waits in another tab. */
export function keepTerminal(terminal: string, size: ScreenSize): { close(): void } {
  const channel = tabSocket().open({
    subject: () => ({ kind: 'terminal', terminal, from: null, credit: 0, size }),
    onMessage() {},
    onClosed() {},
  })
  return { close: () => channel.close() }
}

const endedEarly: Problem = {
  code: 'internal',
  message: 'Bindery ended this terminal before its last byte.',
}
