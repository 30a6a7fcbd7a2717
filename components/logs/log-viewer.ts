import type { LogPlace } from '../../lib/shared/log-api.ts'
import { type Problem, toProblem } from '../../lib/shared/problem.ts'
import type { Wanted } from './find-hits.ts'
import { LineReader } from './line-reader.ts'
import { LogFeed, type SourceState } from './log-feed.ts'
import { MOST_LINES, type StoredLine } from './log-line-store.ts'
import { type Filter, LogModel } from './log-model.ts'
import { LogScreen } from './log-screen.ts'
import { LogSearch, type SearchState } from './log-search.ts'
import { readPrevious } from './read-past.ts'
import { sourceLabels } from './source-labels.ts'

/** Milliseconds of a frame that are spent on lines that came; the rest of it is the page's. */
const FRAME_MS = 7
/** A tab that is not looked at has no frames; its lines are taken all the same. */
const HIDDEN_MS = 250

export interface LogViewState {
  lines: number
  shown: number
  counts: Readonly<{ warning: number; error: number }>
  following: boolean
  /** Lines that came since the person scrolled away from the end. */
  newLines: number
  sources: readonly SourceState[]
  readingPast: boolean
  search: SearchState
  /** Which hit the person is at, from 1; 0 for none. */
  hit: number
  problem: Problem | null
}

export const emptyLogView: LogViewState = {
  lines: 0,
  shown: 0,
  counts: { warning: 0, error: 0 },
  following: true,
  newLines: 0,
  sources: [],
  readingPast: false,
  search: { state: 'off' },
  hit: 0,
  problem: null,
}

/** Where lines come from: followed live, all of the run before, or what was kept of a build. */
export type LogOrigin =
  | { kind: 'live'; places: readonly LogPlace[] }
  | { kind: 'previous'; place: LogPlace }
  | { kind: 'kept'; read(reader: LineReader, signal: AbortSignal): Promise<StoredLine[]> }

/**
 * Logs on one screen, from when its element appears until it goes: their lines, what is shown of them, what is looked
 * for in them. It lives outside React, which only shows `state()`.
 */
export class LogViewer {
  readonly #server: string
  readonly #search: LogSearch
  readonly #model: LogModel
  readonly #screen: LogScreen
  readonly #feed: LogFeed
  readonly #listeners = new Set<() => void>()
  readonly #life = new AbortController()
  #origin = new AbortController()
  #state: LogViewState = emptyLogView
  #queue: { lines: StoredLine[]; consumed: () => void }[] = []
  #frame: { cancel(): void } | null = null
  #timestamps = true
  #newLines = 0
  #current: { line: StoredLine; hit: number } | null = null
  #problem: Problem | null = null
  #reading = false
  #labels: ReturnType<typeof sourceLabels> = []

  constructor(server: string, scroller: HTMLElement) {
    this.#server = server
    this.#search = new LogSearch({
      startWorker: () => new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' }),
      changed: () => this.#found(),
    })
    this.#model = new LogModel(this.#search)
    this.#screen = new LogScreen({
      scroller,
      model: this.#model,
      drawing: (line) => ({
        timestamps: this.#timestamps,
        from: this.#labels.length > 1 ? (this.#labels[line.source] ?? null) : null,
        hits: this.#search.of(line),
        current: this.#current?.line === line ? this.#current.hit : -1,
      }),
      onFollow: (following) => {
        if (following) this.#newLines = 0
        this.#publish()
      },
    })
    this.#feed = new LogFeed({
      server,
      onLines: (lines, consumed) => this.#enqueue(lines, consumed),
      onPast: (lines) => this.#takePast(lines),
      onChange: () => this.#publish(),
    })
  }

  state = (): LogViewState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Shows the lines of another origin; of a live one that is followed already, only what it lacks is begun. */
  show(origin: LogOrigin, anew: boolean): void {
    if (anew) this.#clear()
    if (origin.kind === 'live') {
      this.#feed.follow(origin.places)
      this.#labels = sourceLabels(this.#feed.known)
      this.#screen.redraw()
      return
    }
    this.#feed.follow([])
    this.#readWhole(origin)
  }

  /** Reads what was before the lines that are here: since a time, or (null) all that there is. */
  loadPast(since: string | null): void {
    this.#feed.loadPast(since).catch((error: unknown) => this.#fail(error))
  }

  setFilter(filter: Filter): void {
    this.#screen.keepingPlace(() => this.#model.setFilter(filter))
    this.#publish()
  }

  setTimestamps(on: boolean): void {
    this.#timestamps = on
    this.#screen.redraw()
    this.#screen.measure()
  }

  setWraps(on: boolean): void {
    this.#screen.setWraps(on)
  }

  search(wanted: Wanted | null): void {
    this.#current = null
    this.#search.search(wanted, this.#model.store.lines)
    this.#screen.redraw()
  }

  /** Goes to the next hit below or above, round the ends. */
  goToHit(way: 1 | -1): void {
    const { lines } = this.#model.index
    const { topLine } = this.#screen
    const begin = this.#current?.line ?? topLine
    if (!begin || lines.length === 0) return
    const hits = (this.#search.of(begin)?.length ?? 0) / 2
    const nextHit = (this.#current?.hit ?? (way === 1 ? -1 : hits)) + way
    const start = this.#model.indexOf(begin)
    if (lines[start] === begin && nextHit >= 0 && nextHit < hits) this.#goTo(start, nextHit)
    else {
      for (let step = 1; step <= lines.length; step++) {
        const at = (start + way * step + lines.length * 2) % lines.length
        const line = lines[at]
        const found = line ? (this.#search.of(line)?.length ?? 0) / 2 : 0
        if (found === 0) continue
        this.#goTo(at, way === 1 ? 0 : found - 1)
        break
      }
    }
    this.#publish()
  }

  follow(): void {
    this.#newLines = 0
    this.#screen.follow()
    this.#publish()
  }

  dispose(): void {
    this.#life.abort()
    this.#origin.abort()
    this.#frame?.cancel()
    this.#feed.close()
    this.#search.stop()
    this.#screen.dispose()
  }

  #goTo(index: number, hit: number): void {
    const line = this.#model.index.lines[index]
    if (!line) return
    this.#current = { line, hit }
    this.#screen.reveal(index)
  }

  #clear(): void {
    this.#origin.abort()
    this.#origin = new AbortController()
    for (const { consumed } of this.#queue) consumed()
    this.#queue = []
    this.#feed.follow([])
    this.#feed.forget()
    this.#model.clear()
    this.#newLines = 0
    this.#problem = null
    this.#current = null
    this.#labels = []
    this.#screen.follow()
  }

  #readWhole(origin: Exclude<LogOrigin, { kind: 'live' }>): void {
    const { signal } = this.#origin
    const reader = new LineReader(0, origin.kind === 'kept' || origin.place.container === 'builder')
    this.#reading = true
    this.#publish()
    const reading =
      origin.kind === 'previous'
        ? readPrevious(this.#server, origin.place, reader, signal)
        : origin.read(reader, signal)
    reading
      .then((lines) => {
        if (signal.aborted) return
        this.#reading = false
        this.#takePast(lines)
      })
      .catch((error: unknown) => {
        if (signal.aborted) return
        this.#reading = false
        this.#fail(error)
      })
  }

  #fail(error: unknown): void {
    this.#problem = toProblem(error)
    this.#publish()
  }

  #enqueue(lines: StoredLine[], consumed: () => void): void {
    this.#queue.push({ lines, consumed })
    this.#schedule()
  }

  #schedule(): void {
    if (this.#frame || this.#life.signal.aborted) return
    const run = (): void => {
      // Whichever of the two came first: the other must not come as well.
      this.#frame?.cancel()
      this.#frame = null
      this.#drain()
      if (this.#queue.length > 0) this.#schedule()
    }
    if (document.hidden) {
      const timer = setTimeout(run, HIDDEN_MS)
      this.#frame = { cancel: () => clearTimeout(timer) }
      return
    }
    const frame = requestAnimationFrame(run)
    // A tab that is put aside in between gets no frame any more.
    const timer = setTimeout(run, HIDDEN_MS)
    this.#frame = {
      cancel: () => {
        cancelAnimationFrame(frame)
        clearTimeout(timer)
      },
    }
  }

  /** Takes lines that came, for as long as a frame has time; what is left waits, and nothing more is asked for. */
  #drain(): void {
    const began = performance.now()
    const batch: StoredLine[] = []
    const done: (() => void)[] = []
    while (this.#queue.length > 0 && performance.now() - began < FRAME_MS) {
      const next = this.#queue.shift()
      if (!next) break
      // One by one: a spread of a hundred thousand would not fit on the stack.
      for (const line of next.lines) batch.push(line)
      done.push(next.consumed)
    }
    if (batch.length > 0) this.#take(batch)
    for (const consumed of done) consumed()
  }

  #take(batch: readonly StoredLine[]): void {
    const shown = this.#model.append(batch)
    if (!this.#screen.following) this.#newLines += shown
    this.#trim()
    this.#screen.draw()
    this.#publish()
  }

  #takePast(lines: readonly StoredLine[]): void {
    this.#screen.keepingPlace(() => {
      this.#model.mergeIn(lines)
      this.#model.trim(0)
    })
    this.#publish()
  }

  /** What the person looks at stays, up to twice of what is kept. */
  #trim(): void {
    const { topLine, following } = this.#screen
    const { lines } = this.#model.store
    const looked = following || !topLine ? 0 : lines.length - Math.max(0, this.#model.indexOf(topLine))
    this.#screen.rowsWent(this.#model.trim(looked < 2 * MOST_LINES ? looked : 0))
  }

  /** Hits are more, or others. */
  #found(): void {
    if (this.#model.filter.onlyHits) this.#screen.keepingPlace(() => this.#model.rebuild())
    else this.#screen.redraw()
    this.#publish()
  }

  #publish(): void {
    const state: LogViewState = {
      lines: this.#model.store.lines.length,
      shown: this.#model.index.lines.length,
      counts: { ...this.#model.counts },
      following: this.#screen.following,
      newLines: this.#newLines,
      sources: this.#feed.sources,
      readingPast: this.#feed.readingPast || this.#reading,
      search: this.#search.state,
      hit: this.#hitNumber(),
      problem: this.#problem,
    }
    this.#state = state
    for (const listener of [...this.#listeners]) listener()
  }

  #hitNumber(): number {
    const current = this.#current
    if (!current) return 0
    let number = 0
    for (const line of this.#model.index.lines) {
      if (line === current.line) return number + current.hit + 1
      number += (this.#search.of(line)?.length ?? 0) / 2
    }
    return 0
  }
}
