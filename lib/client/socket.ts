import './zod-without-eval.ts'
import {
  type ChannelMessage,
  type ChannelSubject,
  closeCodes,
  type FromEngine,
  type FromPage,
  packBytes,
  parseFromEngine,
  SILENCE_MS,
  unpackBytes,
} from '../shared/frames.ts'
import type { Problem } from '../shared/problem.ts'
import type { ScreenSize } from '../shared/terminal-row.ts'
import { createEngineClock } from './engine-clock.ts'

/**
 * How the tab's socket is. `lost` lasts until the engine is heard again, however many attempts that takes.
 * Times are milliseconds since the epoch by the engine's clock.
 */
export interface SocketState {
  state: 'connecting' | 'live' | 'lost'
  since: number
  /** When anything last came, to the second; null before the first time. */
  lastBeatAt: number | null
}

/** The end of a channel that uses what comes. It outlives sockets: after a reconnect it is opened again. */
export interface ChannelReader {
  /** What to open. Asked at every connection, so that it says where the reader stands by then. */
  subject(): ChannelSubject
  onOpened?(info: { from: number; size: number; epoch?: string } | null): void
  onMessage(body: ChannelMessage): void
  onBytes?(bytes: Uint8Array): void
  /** The engine ended the channel, which stays ended: with null as it should, else with the reason. */
  onClosed(problem: Problem | null): void
}

export interface PageChannel {
  /** Lets the engine send so many more bytes. Lost with the socket: `subject` says anew what is allowed. */
  credit(bytes: number): void
  /** Sends bytes of the reader's own. False where there is no socket to send them over: they are gone then. */
  send(bytes: Uint8Array): boolean
  /** The reader's screen has another size; `subject` says it anew after a reconnect. */
  resize(size: ScreenSize): void
  /** Starts over with a new `subject`, where the reader lost its place. */
  reopen(): void
  close(): void
}

export interface TabSocket {
  /** The engine's clock, as far as its beats tell: what rows are dated by. This browser's own until then. */
  now(): number
  /** Follows something; waits for the socket where it is not up yet. */
  open(reader: ChannelReader): PageChannel
  subscribe(listener: () => void): () => void
  getSnapshot(): SocketState
  /** Ends it for good. */
  close(): void
}

export interface TabSocketOptions {
  url: string
  connect?: (url: string) => WebSocket
  /** Called when there is reason to try at once: the network is back, the tab is looked at. */
  onWake: (wake: () => void) => () => void
  /** The engine ended the session of this tab. */
  onSignedOut: () => void
  /** A connection was refused before it was up; a page cannot see why. The place to ask whether one is signed in. */
  onRefused: () => void
  /** This browser's clock, in milliseconds since the epoch: it may be put forward and back at any moment. */
  clock?: () => number
  /** Milliseconds since some moment, which nobody puts forward or back: by it silence is judged. */
  ticks?: () => number
  /** Between 0 and 1, for the jitter. */
  random?: () => number
}

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 5_000
/** So often at most `lastBeatAt` is told anew. */
const PUBLISH_MS = 1_000
/** A connection that held so long was a good one, and the delays begin again. */
const HELD_MS = 5_000

/** The one socket of a tab. It connects when first used and, from then on, always again. */
export function createTabSocket(options: TabSocketOptions): TabSocket {
  const { url, connect = (to) => new WebSocket(to), onWake, clock = Date.now, random = Math.random } = options
  const { ticks = () => performance.now() } = options
  const engineClock = createEngineClock(clock)
  const { now } = engineClock
  const listeners = new Set<() => void>()
  // Every reader, with its number on the present socket; null while it has none.
  const readers = new Map<ChannelReader, number | null>()
  const byNumber = new Map<number, ChannelReader>()
  let snapshot: SocketState = { state: 'connecting', since: now(), lastBeatAt: null }
  let socket: WebSocket | null = null
  let up = false
  let nextNumber = 1
  // The next three by `ticks`.
  let heardAt = 0
  let liveSince = 0
  let publishedAt = 0
  /** By `clock`. */
  let heardWhen = 0
  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let watch: ReturnType<typeof setTimeout> | undefined
  let stopWaking: (() => void) | null = null
  let over = false

  function publish(change: Partial<SocketState>): void {
    snapshot = { ...snapshot, ...change }
    for (const listener of [...listeners]) listener()
  }

  function begin(): void {
    if (over || stopWaking) return
    stopWaking = onWake(wake)
    dial()
  }

  function dial(): void {
    clearTimeout(retry)
    const dialled = connect(url)
    dialled.binaryType = 'arraybuffer'
    socket = dialled
    noteSign()
    watchFor(SILENCE_MS)
    // A socket that was given up may still report: only the present one is listened to.
    dialled.onopen = () => {
      if (socket !== dialled) return
      up = true
      for (const reader of readers.keys()) sendOpen(reader)
    }
    dialled.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      if (socket === dialled) hear(event.data)
    }
    dialled.onclose = (event) => {
      if (socket === dialled) lose(event.code)
    }
  }

  function watchFor(ms: number): void {
    clearTimeout(watch)
    watch = setTimeout(() => {
      const silence = ticks() - heardAt
      if (silence < SILENCE_MS) watchFor(SILENCE_MS - silence)
      else giveUp()
    }, ms)
  }

  function noteSign(): void {
    heardAt = ticks()
    heardWhen = clock()
  }

  /** Leaves a socket that does not say a word, without waiting for its goodbye. */
  function giveUp(): void {
    const silent = socket
    lose(null)
    silent?.close()
  }

  function lose(code: number | null): void {
    const { state } = snapshot
    const wasUp = up
    socket = null
    up = false
    nextNumber = 1
    byNumber.clear()
    for (const reader of readers.keys()) readers.set(reader, null)
    clearTimeout(watch)
    if (over) return
    if (state === 'live' && ticks() - liveSince >= HELD_MS) failures = 0
    if (state !== 'lost') publish({ state: 'lost', since: now() })
    if (code === closeCodes.signedOut) {
      end()
      options.onSignedOut()
      return
    }
    const longest = code === closeCodes.tooManySockets ? LONGEST_DELAY_MS : FIRST_DELAY_MS * 2 ** failures
    failures += 1
    retry = setTimeout(dial, Math.min(LONGEST_DELAY_MS, longest) * (0.5 + random() / 2))
    if (!wasUp && code !== null) options.onRefused()
  }

  function wake(): void {
    // Ticks may stand still while the machine sleeps. Where the clock was only put forward, a connection is made anew.
    const silence = Math.max(ticks() - heardAt, clock() - heardWhen)
    if (socket && silence < SILENCE_MS) return
    if (socket) giveUp()
    if (!over) dial()
  }

  function hear(data: string | ArrayBuffer): void {
    noteSign()
    const parsed = typeof data === 'string' ? parseFromEngine(data) : unpackBytes(data)
    // An engine that cannot be understood is no engine: perhaps the next connection leads to a better one.
    if (!parsed.ok) {
      giveUp()
      return
    }
    const { frame } = parsed
    if ('op' in frame && frame.op === 'beat') engineClock.take(frame.at)
    publishHeard(now())
    if ('op' in frame) deliver(frame)
    else byNumber.get(frame.ch)?.onBytes?.(frame.bytes)
  }

  function publishHeard(at: number): void {
    const first = snapshot.state !== 'live'
    if (!first && heardAt - publishedAt < PUBLISH_MS) return
    publishedAt = heardAt
    if (first) liveSince = heardAt
    publish(first ? { state: 'live', since: at, lastBeatAt: at } : { lastBeatAt: at })
  }

  function deliver(frame: FromEngine): void {
    if (frame.op === 'beat') return
    const reader = byNumber.get(frame.ch)
    // For a channel that this page has closed meanwhile.
    if (!reader) return
    switch (frame.op) {
      case 'opened':
        reader.onOpened?.(frame.info)
        break
      case 'message':
        reader.onMessage(frame.body)
        break
      case 'closed':
        byNumber.delete(frame.ch)
        readers.delete(reader)
        reader.onClosed(frame.problem)
    }
  }

  function say(frame: FromPage): void {
    socket?.send(JSON.stringify(frame))
  }

  function sendOpen(reader: ChannelReader): void {
    const ch = nextNumber
    nextNumber += 1
    readers.set(reader, ch)
    byNumber.set(ch, reader)
    say({ op: 'open', ch, what: reader.subject() })
  }

  /** Gives a reader's number up, where it has one. */
  function sendClose(reader: ChannelReader): void {
    const ch = readers.get(reader)
    if (typeof ch !== 'number') return
    byNumber.delete(ch)
    readers.set(reader, null)
    say({ op: 'close', ch })
  }

  function end(): void {
    over = true
    clearTimeout(retry)
    clearTimeout(watch)
    stopWaking?.()
    stopWaking = null
  }

  return {
    now,
    open(reader) {
      readers.set(reader, null)
      begin()
      if (up) sendOpen(reader)
      return {
        credit(bytes) {
          const ch = readers.get(reader)
          if (typeof ch === 'number') say({ op: 'credit', ch, bytes })
        },
        send(bytes) {
          const ch = readers.get(reader)
          if (typeof ch !== 'number' || socket === null) return false
          socket.send(packBytes(ch, bytes))
          return true
        },
        resize(size) {
          const ch = readers.get(reader)
          if (typeof ch === 'number') say({ op: 'size', ch, size })
        },
        reopen() {
          if (!readers.has(reader)) return
          sendClose(reader)
          if (up) sendOpen(reader)
        },
        close() {
          sendClose(reader)
          readers.delete(reader)
        },
      }
    },
    subscribe(listener) {
      const entry = () => listener()
      listeners.add(entry)
      begin()
      return () => void listeners.delete(entry)
    },
    getSnapshot: () => snapshot,
    close() {
      end()
      socket?.close()
      socket = null
      up = false
    },
  }
}
