import { PlainText } from '../runs/plain-text.ts'
import type { Transcript } from '../runs/transcript-types.ts'

export interface Waiting {
  what: string
  /** Milliseconds since the epoch. */
  since: number
}

const LOOK_MS = 300
/** What lies further back was said before what counts. */
const READ_BYTES = 64 * 1024

/**
 * What a run says it waits for, as its transcript grows: the last whole line, where that is a "waits: …" of
 * prelude.sh. Reads what is new at most every 300 ms.
 */
export class WaitsFor {
  readonly #transcript: Transcript
  readonly #changed: () => void
  readonly #now: () => number
  readonly #stopListening: () => void
  #plain = new PlainText()
  #at = 0
  #waiting: Waiting | null = null
  #timer: NodeJS.Timeout | null = null
  #reading = false
  #stopped = false

  constructor(transcript: Transcript, changed: () => void, now: () => number = Date.now) {
    this.#transcript = transcript
    this.#changed = changed
    this.#now = now
    this.#stopListening = transcript.onGrow(() => this.#soon())
    this.#soon()
  }

  get waiting(): Waiting | null {
    return this.#transcript.ended ? null : this.#waiting
  }

  stop(): void {
    this.#stopped = true
    this.#stopListening()
    if (this.#timer) clearTimeout(this.#timer)
  }

  #soon(): void {
    if (this.#timer || this.#reading || this.#stopped || this.#transcript.ended) return
    this.#timer = setTimeout(() => void this.#read(), LOOK_MS).unref()
  }

  async #read(): Promise<void> {
    this.#timer = null
    this.#reading = true
    const size = this.#transcript.size
    if (size - this.#at > READ_BYTES) {
      this.#at = size - READ_BYTES
      this.#plain = new PlainText()
    }
    try {
      const bytes = await this.#transcript.read(this.#at, size - this.#at)
      this.#at += bytes.length
      const before = this.#waiting
      for (const line of this.#plain.push(bytes).split('\n')) this.#hear(line)
      if (before?.what !== this.#waiting?.what && !this.#stopped) this.#changed()
    } catch {
      // The transcript says so itself to whoever opens it; what it waits for stays unsaid.
      this.#waiting = null
    } finally {
      this.#reading = false
      if (this.#transcript.size > this.#at) this.#soon()
    }
  }

  #hear(line: string): void {
    if (line.trim() === '') return
    const said = /^waits: (.+)$/.exec(line)?.[1]
    if (said === undefined) {
      this.#waiting = null
      return
    }
    // wait_until says for how long already: an engine that has just started knows since when.
    const [, what = said, seconds] = /^(.+?), (\d+) s (?:so far|of at most \d+ s)$/.exec(said) ?? []
    const since = this.#now() - Number(seconds ?? 0) * 1000
    this.#waiting = { what, since: this.#waiting?.what === what ? this.#waiting.since : since }
  }
}
