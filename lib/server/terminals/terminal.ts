import type { Problem } from '../../shared/problem.ts'
import type { ScreenSize, TerminalEnd, TerminalState } from '../../shared/terminal-row.ts'
import { Replay } from './replay.ts'
import type { Shell, ShellEnd } from './shell.ts'

/** A program that is so far ahead of the fastest screen waits for it… */
const AHEAD_BYTES = 256 * 1024
/** …but not longer than this: a screen that takes nothing must not hold it up. */
const WAIT_MS = 1_000

/** One screen on which a terminal is shown. */
export interface Viewer {
  /** The offset up to which it was sent everything. */
  readonly position: number
  /** There is more to send, or nothing will come any more. */
  wake(): void
  /** What size the screen has now, and whether it is this viewer's own. */
  screen(size: ScreenSize, yours: boolean): void
}

interface Seat {
  viewer: Viewer
  size: ScreenSize
  /** Seats are ranked by when somebody last typed there. */
  rank: number
  /** A program waited for it in vain: none waits for it again before it has moved. */
  stalled: boolean
}

export interface TerminalEvents {
  /** Its state, size or number of viewers is another one. */
  changed(): void
  /** The shell ended by itself. Once. */
  ended(end: ShellEnd): void
}

/**
 * A shell with its last 512 KiB of output and the screens that show it. It outlives every screen. Who types last has
 * the say about its size, as the program behind it can have only one.
 */
export class Terminal {
  readonly replay: Replay
  readonly #shell: Shell
  readonly #events: TerminalEvents
  readonly #seats = new Map<Viewer, Seat>()
  #size: ScreenSize
  #state: TerminalState = { is: 'open' }
  #unwatchedSince: number | null = Date.now()
  #typed = 0
  #driver: Seat | null = null
  #waiting: NodeJS.Timeout | null = null

  constructor(shell: Shell, size: ScreenSize, events: TerminalEvents, replay = new Replay()) {
    this.#shell = shell
    this.#size = size
    this.#events = events
    this.replay = replay
    shell.start({
      printed: (bytes) => this.#print(bytes),
      resumed: (at) => {
        if (at > this.replay.end) this.replay.jump(at)
      },
      away: (problem) => this.#setAway(problem),
      ended: (end) => {
        this.#end(end)
        events.ended(end)
      },
    })
  }

  get state(): TerminalState {
    return this.#state
  }

  get ended(): boolean {
    return this.#state.is === 'ended'
  }

  get size(): ScreenSize {
    return this.#size
  }

  get viewers(): number {
    return this.#seats.size
  }

  get unwatchedSince(): number | null {
    return this.#unwatchedSince
  }

  get shellName(): string {
    return this.#shell.name
  }

  get outlivesLink(): boolean {
    return this.#shell.outlivesLink
  }

  /** Takes a seat. The first one has the say about the size; whoever comes later watches until they type. */
  enter(viewer: Viewer, size: ScreenSize): void {
    const seat = { viewer, size, rank: 0, stalled: false }
    this.#seats.set(viewer, seat)
    this.#unwatchedSince = null
    if (this.#driver === null) this.#give(seat)
    else viewer.screen(this.#size, false)
    this.#events.changed()
  }

  leave(viewer: Viewer): void {
    const seat = this.#seats.get(viewer)
    if (!seat) return
    this.#seats.delete(viewer)
    if (this.#driver === seat) {
      this.#driver = null
      const next = [...this.#seats.values()].sort((a, b) => b.rank - a.rank)[0]
      if (next) this.#give(next)
    }
    if (this.#seats.size === 0) this.#unwatchedSince = Date.now()
    if (this.#waiting !== null && !this.#isFarAhead()) this.#goOn()
    this.#events.changed()
  }

  /** What a viewer typed. Resolves when the shell took it; at once where there is none to take it. */
  async type(viewer: Viewer, bytes: Uint8Array): Promise<void> {
    const seat = this.#seats.get(viewer)
    if (!seat || this.#state.is !== 'open') return
    this.#typed += 1
    seat.rank = this.#typed
    if (this.#driver !== seat) this.#give(seat)
    await this.#shell.type(bytes)
  }

  resize(viewer: Viewer, size: ScreenSize): void {
    const seat = this.#seats.get(viewer)
    if (!seat) return
    seat.size = size
    if (seat === this.#driver) this.#give(seat)
  }

  /** Makes a program on the other screen draw all of it again, as it does when the size changes. */
  redraw(): void {
    if (this.#state.is !== 'open' || !this.replay.onOtherScreen) return
    this.#shell.resize({ ...this.#size, rows: this.#size.rows + 1 })
    this.#shell.resize(this.#size)
  }

  /** A viewer was sent more: the program goes on where it waited for that. */
  moved(viewer: Viewer): void {
    const seat = this.#seats.get(viewer)
    if (seat) seat.stalled = false
    if (this.#waiting !== null && !this.#isFarAhead()) this.#goOn()
  }

  /** Ends the shell, for that reason. */
  close(end: TerminalEnd): void {
    if (this.ended) return
    this.#shell.close()
    this.#end(end)
  }

  /** Bindery stops: what can go on without it does. */
  letGo(): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting)
    if (!this.ended) this.#shell.leave()
  }

  #print(bytes: Buffer): void {
    this.replay.append(bytes)
    for (const { viewer } of this.#seats.values()) viewer.wake()
    if (this.#waiting !== null || !this.#isFarAhead()) return
    this.#shell.pause()
    this.#waiting = setTimeout(() => this.#waitedInVain(), WAIT_MS).unref()
  }

  #isFarAhead(): boolean {
    const reading = [...this.#seats.values()].filter(({ stalled }) => !stalled)
    if (reading.length === 0) return false
    const furthest = Math.max(...reading.map(({ viewer }) => viewer.position))
    return this.replay.end - furthest > AHEAD_BYTES
  }

  #waitedInVain(): void {
    for (const seat of this.#seats.values()) seat.stalled = true
    this.#goOn()
  }

  #goOn(): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting)
    this.#waiting = null
    if (!this.ended) this.#shell.resume()
  }

  #give(seat: Seat): void {
    const before = this.#driver
    const { cols, rows } = this.#size
    const changed = seat.size.cols !== cols || seat.size.rows !== rows
    if (before === seat && !changed) return
    this.#driver = seat
    this.#size = seat.size
    if (changed && this.#state.is === 'open') this.#shell.resize(seat.size)
    for (const other of this.#seats.values()) other.viewer.screen(this.#size, other === seat)
    this.#events.changed()
  }

  #setAway(problem: Problem | null): void {
    if (this.ended) return
    const since = this.#state.is === 'away' ? this.#state.since : Date.now()
    this.#state = problem === null ? { is: 'open' } : { is: 'away', since, problem }
    // The screen may have been given another size meanwhile.
    if (problem === null) this.#shell.resize(this.#size)
    this.#events.changed()
  }

  #end(end: TerminalEnd): void {
    this.#state = { is: 'ended', at: Date.now(), end }
    if (this.#waiting !== null) clearTimeout(this.#waiting)
    this.#waiting = null
    for (const { viewer } of this.#seats.values()) viewer.wake()
    this.#events.changed()
  }
}
