import type { Problem } from '../shared/problem.ts'
import type { TabSocket } from './socket.ts'
import { tabSocket } from './tab-socket.ts'

/** Bytes that may be under way or not consumed yet. */
const WINDOW_BYTES = 1024 * 1024
const STEP_BYTES = 128 * 1024

export interface FollowTranscript {
  run: string
  /** A byte offset, or `tail`: the last MiB, from the beginning of a line. */
  from: number | 'tail'
  /** `consumed` is called once these bytes are dealt with (xterm: the callback of `write`): it asks for more. */
  onBytes(bytes: Uint8Array, consumed: () => void): void
  /** Again after each reconnect: `from` is where it goes on, `size` how long the transcript is by then. */
  onOpened?(info: { from: number; size: number }): void
  /** The bytes from `from` up to `to` were left out: they came faster than anyone reads. */
  onSkip?(skip: { from: number; to: number }): void
  /** Every byte was given and none will follow. */
  onEnd?(size: number): void
  /** It cannot be followed (any longer). */
  onProblem?(problem: Problem): void
  /** Another socket than the tab's own, for tests. */
  socket?: TabSocket
}

/**
 * Gives the bytes of a run's transcript in order, each once, from an offset on and as they come. A lost connection is
 * not seen here: it goes on at the exact next byte.
 */
export function followTranscript(follow: FollowTranscript): { close(): void } {
  let next = follow.from
  // All counted from the first byte that came here.
  let received = 0
  let consumed = 0
  let allowed = 0
  let ended = false

  const channel = (follow.socket ?? tabSocket()).open({
    subject() {
      allowed = consumed + WINDOW_BYTES
      return { kind: 'transcript', run: follow.run, from: next, credit: allowed - received }
    },
    onOpened(info) {
      if (!info) return
      next = info.from
      follow.onOpened?.(info)
    },
    onBytes(bytes) {
      if (typeof next === 'number') next += bytes.length
      received += bytes.length
      follow.onBytes(bytes, onceConsumed(bytes.length))
    },
    onMessage(body) {
      if (body.type === 'skip') {
        next = body.to
        follow.onSkip?.({ from: body.from, to: body.to })
      } else if (body.type === 'end') {
        ended = true
        follow.onEnd?.(body.size)
      }
    },
    onClosed(problem) {
      if (!ended) follow.onProblem?.(problem ?? endedEarly)
    },
  })

  function onceConsumed(bytes: number): () => void {
    let done = false
    return () => {
      if (done) return
      done = true
      consumed += bytes
      const grant = consumed + WINDOW_BYTES - allowed
      if (grant < STEP_BYTES) return
      allowed += grant
      channel.credit(grant)
    }
  }

  return { close: () => channel.close() }
}

const endedEarly: Problem = {
  code: 'internal',
  message: 'Bindery ended this transcript before its last byte.',
}
