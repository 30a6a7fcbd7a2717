import type { RawData, WebSocket } from 'ws'
import {
  type ChannelSubject,
  closeCodes,
  type FromPage,
  MAX_CHANNELS,
  parseFromPage,
  unpackBytes,
} from '../../shared/frames.ts'
import { AppError, type Problem, toProblem } from '../../shared/problem.ts'
import { createBuckets } from '../auth/buckets.ts'
import type { Channel } from './channel.ts'
import { createOutbox, type Outbox } from './outbox.ts'

// No page opens so much: it has at most 64 channels, and opens them again after each lost connection.
const OPENS_AT_ONCE = 1_000
const MS_PER_OPEN = 20

/** Opens what a page asked for, or throws an AppError that says why not. `ended`: it is over by itself. */
export type OpenChannel = (
  ch: number,
  what: ChannelSubject,
  outbox: Outbox,
  ended: (problem: Problem | null) => void,
) => Channel

/** The engine's end of one tab's socket. */
export interface TabSocket {
  readonly channels: number
  beat(at: number): void
  /** Asks for a sign of life; a socket that gave none since the last time is ended. */
  ping(): void
  close(code: number, reason: string): void
}

/** Speaks the protocol on one open WebSocket. `gone` is called once, when it is closed. */
export function openTabSocket(ws: WebSocket, openChannel: OpenChannel, gone: () => void): TabSocket {
  const outbox = createOutbox(ws, () => {
    // Its pongs are not read meanwhile; that it takes what waits for it is as good.
    if (ws.isPaused) alive = true
  })
  const opens = createBuckets({
    size: OPENS_AT_ONCE,
    refillMs: MS_PER_OPEN,
    remembered: 1,
    now: () => performance.now(),
  })
  const channels = new Map<number, Channel>()
  let lastOpened = 0
  let alive = true
  let over = false

  /** Sends `closed` for a channel and forgets it. */
  function closeChannel(ch: number, problem: Problem | null): void {
    channels.get(ch)?.stop()
    channels.delete(ch)
    if (!over) outbox.send({ op: 'closed', ch, problem })
  }

  function open(ch: number, what: ChannelSubject): void {
    lastOpened = ch
    try {
      if (channels.size >= MAX_CHANNELS)
        throw new AppError('slow_down', `This tab already follows ${MAX_CHANNELS} things at once.`, {
          hint: 'Close some of what it shows.',
        })
      channels.set(
        ch,
        openChannel(ch, what, outbox, (problem) => closeChannel(ch, problem)),
      )
    } catch (thrown) {
      closeChannel(ch, toProblem(thrown))
    }
  }

  /** Does what a frame says, or gives the rule it breaks. */
  function obey(frame: FromPage): string | null {
    if (frame.op === 'open') {
      // Numbers only go up, so that bytes and credit still under way never meet a younger channel.
      if (frame.ch <= lastOpened) return `channel ${frame.ch} was opened before`
      if (opens.take('') > 0) return 'too many channels opened in a short time'
      open(frame.ch, frame.what)
      return null
    }
    if (frame.ch > lastOpened) return `channel ${frame.ch} was never opened`
    const channel = channels.get(frame.ch)
    // The channel ended while this was under way: nothing to do, and nobody's fault.
    if (!channel) return null
    switch (frame.op) {
      case 'credit':
        return channel.grant(frame.bytes) ? null : `channel ${frame.ch} may not have this credit`
      case 'size':
        if (!channel.resize) return `channel ${frame.ch} has no size`
        channel.resize(frame.size)
        return null
      case 'close':
        closeChannel(frame.ch, null)
        return null
    }
  }

  /** Hands a channel the bytes that are for it, or gives the rule they break. */
  function takeBytes(data: Buffer): string | null {
    const parsed = unpackBytes(data)
    if (!parsed.ok) return `binary frame, ${parsed.refusal.why}`
    const { ch, bytes } = parsed.frame
    if (ch > lastOpened) return `channel ${ch} was never opened`
    const channel = channels.get(ch)
    if (!channel) return null
    return channel.take?.(bytes) ? null : `channel ${ch} does not take these bytes`
  }

  function read(data: RawData, isBinary: boolean): void {
    if (over) return
    alive = true
    const broken = isBinary ? takeBytes(Buffer.from(data as Buffer)) : readText(data.toString())
    if (broken !== null) close(closeCodes.brokenRules, broken)
    else if (outbox.congested) {
      // What a page says makes answers: from one that does not take them nothing more is read.
      ws.pause()
      outbox.whenDrained(resume)
    }
  }

  function resume(): void {
    ws.resume()
  }

  function readText(text: string): string | null {
    const parsed = parseFromPage(text)
    if (parsed.ok) return obey(parsed.frame)
    const { why, at } = parsed.refusal
    return at ? `${why}: ${at}` : why
  }

  function close(code: number, reason: string): void {
    release()
    // The page's goodbye has to be heard.
    ws.resume()
    ws.close(code, reason)
  }

  function release(): void {
    if (over) return
    over = true
    for (const channel of channels.values()) channel.stop()
    channels.clear()
  }

  ws.on('message', read)
  ws.on('pong', () => {
    alive = true
  })
  // Browsers do not ping; whoever does, and takes no answer, gets none: RFC 6455, 5.5.3, asks for the latest alone.
  ws.on('ping', (data) => {
    if (!over && !outbox.congested) ws.pong(data)
  })
  // ws closes by itself after an error (a frame too long, bad UTF-8, a reset); without a listener it would throw.
  ws.on('error', release)
  ws.on('close', () => {
    release()
    gone()
  })

  return {
    get channels() {
      return channels.size
    },
    beat(at) {
      // A page that has bytes to take needs no other sign, and must not gather beats that it does not take.
      if (!over && !outbox.congested) outbox.send({ op: 'beat', at })
    },
    ping() {
      if (alive) ws.ping()
      else ws.terminate()
      alive = false
    },
    close,
  }
}
