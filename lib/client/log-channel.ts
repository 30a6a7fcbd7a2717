import type { LogPlace } from '../shared/log-api.ts'
import type { Problem } from '../shared/problem.ts'
import type { Upstream } from '../shared/upstream.ts'
import type { TabSocket } from './socket.ts'
import { tabSocket } from './tab-socket.ts'

/** Bytes that may be under way or not consumed yet. */
const WINDOW_BYTES = 1024 * 1024
const STEP_BYTES = 128 * 1024

export interface FollowLog {
  server: string
  place: LogPlace
  /** `consumed` is called once these lines are dealt with: it asks for more. Lines are without their ends. */
  onLines(lines: string[], consumed: () => void): void
  /** What comes next does not continue what came before: another life of the log, or a page that fell behind. */
  onBreak(why: 'skip' | 'epoch'): void
  onUpstream(upstream: Upstream): void
  /** Every line was given and none will follow. */
  onEnd(): void
  /** It cannot be followed (any longer). */
  onProblem(problem: Problem): void
  /** Another socket than the tab's own, for tests. */
  socket?: TabSocket
}

/**
 * Gives the lines of a container's log as they come, in the form of lib/shared/log-line.ts. A lost connection is not
 * seen here: it goes on with the exact next line, or says that it cannot.
 */
export function followLog(follow: FollowLog): { close(): void } {
  const { server, place } = follow
  let decoder = new TextDecoder()
  let rest = ''
  let epoch: string | null = null
  let next = 0
  // All counted from the first byte that came here.
  let received = 0
  let consumed = 0
  let allowed = 0
  let ended = false

  const channel = (follow.socket ?? tabSocket()).open({
    subject() {
      allowed = consumed + WINDOW_BYTES
      const since = epoch === null ? {} : { since: { epoch, offset: next } }
      return { kind: 'log', server, ...place, ...since, credit: allowed - received }
    },
    onOpened(info) {
      if (!info?.epoch) return
      const continues = epoch === info.epoch && next === info.from
      if (!continues) {
        forget()
        if (epoch !== null) follow.onBreak('epoch')
      }
      epoch = info.epoch
      next = info.from
    },
    onBytes(bytes) {
      next += bytes.length
      received += bytes.length
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      follow.onLines(lines, onceConsumed(bytes.length))
    },
    onMessage(body) {
      switch (body.type) {
        case 'skip':
          forget()
          next = body.to
          follow.onBreak('skip')
          break
        case 'upstream':
          follow.onUpstream(body.upstream)
          break
        case 'end':
          ended = true
          follow.onEnd()
      }
    },
    onClosed(problem) {
      if (!ended) follow.onProblem(problem ?? endedEarly)
    },
  })

  /** The end of a line that will never come. */
  function forget(): void {
    decoder = new TextDecoder()
    rest = ''
  }

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

const endedEarly: Problem = { code: 'internal', message: 'Bindery ended this log before its last line.' }
