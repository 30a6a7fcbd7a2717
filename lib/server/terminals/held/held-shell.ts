import type { Duplex } from 'node:stream'
import { AppError, type Problem, toProblem } from '../../../shared/problem.ts'
import type { ScreenSize } from '../../../shared/terminal-row.ts'
import type { Shell, ShellEnd, ShellEvents } from '../shell.ts'
import type { ShellLink } from '../shell-link.ts'
import { attachFrame, type FromHolder, holderFrame, holderReader, sizeFrame } from './held-frames.ts'

/** How often a way that ends before a word was said is tried again before the holder counts as gone. */
const TRIES = 3
const BETWEEN_TRIES_MS = 500

/** A shell under hold-shell.py: it goes on while the connection is gone, and is found again over the next one. */
export class HeldShell implements Shell {
  readonly name: string
  readonly outlivesLink = true
  readonly #link: ShellLink
  readonly #place: string
  #events: ShellEvents | null = null
  #way: Duplex | null = null
  #received: number
  #isAway = false
  #over = false
  #attaching = false
  #vainTries = 0
  #stopListening = () => {}

  /** `place`: the holder's socket. `from`: the offset of the first byte that is wanted of it. */
  constructor(link: ShellLink, place: string, name: string, from = 0) {
    this.#link = link
    this.#place = place
    this.name = name
    this.#received = from
  }

  /** Comes to the holder for the first time. Throws what `forwardSocket` throws. */
  async reach(signal?: AbortSignal): Promise<void> {
    this.#way = await this.#link.forwardSocket(this.#place, signal)
    this.#way.pause()
  }

  start(events: ShellEvents): void {
    this.#events = events
    this.#stopListening = this.#link.onState((state) => {
      if (this.#way || this.#over) return
      if (state.state === 'online') void this.#attach()
      else if (state.state === 'refused' || state.state === 'reconnecting') this.#beAway(state.problem)
    })
    if (this.#way) this.#follow(this.#way)
    else if (this.#link.state.state === 'online') void this.#attach()
    else this.#beAway(notYet)
  }

  type(bytes: Uint8Array): Promise<void> {
    const way = this.#way
    if (!way) return Promise.resolve()
    return new Promise((resolve) => {
      // A way that ends meanwhile calls back too.
      way.write(holderFrame('i', bytes), () => resolve())
    })
  }

  resize(size: ScreenSize): void {
    this.#way?.write(sizeFrame(size))
  }

  pause(): void {
    this.#way?.pause()
  }

  resume(): void {
    this.#way?.resume()
  }

  close(): void {
    this.#way?.end(holderFrame('k'))
    this.#finish()
  }

  leave(): void {
    this.#way?.destroy()
    this.#finish()
  }

  #follow(way: Duplex): void {
    const read = holderReader()
    way.on('data', (bytes: Buffer) => {
      try {
        for (const frame of read(bytes)) if (!this.#over) this.#obey(frame)
      } catch (error) {
        way.destroy(error instanceof Error ? error : undefined)
      }
    })
    way.once('close', () => {
      if (this.#way !== way) return
      this.#way = null
      if (!this.#over) void this.#attach()
    })
    way.write(attachFrame(this.#received))
    way.resume()
  }

  #obey(frame: FromHolder): void {
    switch (frame.kind) {
      case 'begins':
        this.#vainTries = 0
        this.#received = frame.at
        this.#events?.resumed(frame.at)
        if (this.#isAway) this.#events?.away(null)
        this.#isAway = false
        return
      case 'printed':
        this.#received += frame.bytes.length
        this.#events?.printed(frame.bytes)
        return
      case 'exited':
        this.#way?.end(holderFrame('k'))
        this.#end({ how: 'exited', code: frame.code })
    }
  }

  /** Comes back to the holder, or waits for the link. */
  async #attach(): Promise<void> {
    if (this.#attaching || this.#over) return
    this.#attaching = true
    let again = false
    try {
      if (this.#vainTries >= TRIES) return this.#end({ how: 'gone' })
      if (this.#vainTries > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS).unref())
      this.#vainTries += 1
      const way = await this.#link.forwardSocket(this.#place)
      if (this.#over) return void way.destroy()
      this.#way = way
      this.#follow(way)
    } catch (error) {
      if (this.#link.state.state !== 'online') {
        this.#vainTries = 0
        this.#beAway(toProblem(error))
      } else again = true
    } finally {
      this.#attaching = false
    }
    if (again) await this.#attach()
  }

  #beAway(problem: Problem): void {
    this.#isAway = true
    this.#events?.away(problem)
  }

  #end(end: ShellEnd): void {
    const events = this.#events
    this.#finish()
    events?.ended(end)
  }

  #finish(): void {
    this.#over = true
    this.#events = null
    this.#stopListening()
  }
}

const notYet: Problem = new AppError('offline', 'There is no connection to the server yet.').toJSON()
