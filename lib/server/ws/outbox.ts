import type { WebSocket } from 'ws'
import { type FromEngine, packBytes } from '../../shared/frames.ts'

/** While more than this waits for a page to take it, nothing more is made for that page. */
const CONGESTED_BYTES = 256 * 1024
/** Bodies from this size on are sent as a fragment of their own, so that all viewers share one buffer. */
const SHARED_FROM_BYTES = 16 * 1024
const MESSAGE_END = Buffer.from('}')

/**
 * The way out to one page. What a page does not take stays unmade: channels look at `congested` before they make
 * something, and are woken in turn once there is room again.
 */
export interface Outbox {
  readonly congested: boolean
  /** For the small frames that steer. */
  send(frame: FromEngine): void
  /** A message frame around a body that is JSON already and may be shared with other pages. */
  sendBody(ch: number, json: Buffer): void
  /** Resolves when the operating system took the bytes, or the socket is gone. */
  sendBytes(ch: number, bytes: Uint8Array): Promise<void>
  /** Calls back once, when there is room; asking again before that changes nothing. */
  whenDrained(wake: () => void): void
}

/**
 * The outbox of one open socket. What is sent after it closed is dropped without a word. `taken` is called whenever
 * the operating system took something: a sign that the page reads.
 */
export function createOutbox(ws: WebSocket, taken: () => void): Outbox {
  const waiting = new Set<() => void>()

  function drained(error?: Error | null): void {
    if (!error) taken()
    if (waiting.size === 0 || outbox.congested) return
    // Those that find no room any more ask again and come behind the others: nobody starves.
    const awake = [...waiting]
    waiting.clear()
    for (const wake of awake) wake()
  }

  const outbox: Outbox = {
    get congested() {
      return ws.bufferedAmount > CONGESTED_BYTES
    },
    send(frame) {
      ws.send(JSON.stringify(frame), drained)
    },
    sendBody(ch, json) {
      const start = `{"op":"message","ch":${ch},"body":`
      if (json.length < SHARED_FROM_BYTES) {
        ws.send(`${start}${json.toString()}}`, drained)
        return
      }
      ws.send(start, { fin: false })
      ws.send(json, { fin: false, binary: false })
      ws.send(MESSAGE_END, { fin: true, binary: false }, drained)
    },
    sendBytes(ch, bytes) {
      return new Promise((resolve) => {
        ws.send(packBytes(ch, bytes), (error) => {
          drained(error)
          resolve()
        })
      })
    },
    whenDrained(wake) {
      waiting.add(wake)
    },
  }
  return outbox
}
