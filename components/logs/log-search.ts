import type { SearchAnswer, SearchBatch, SearchSays, Wanted } from './find-hits.ts'
import { expressionFor } from './find-hits.ts'
import type { StoredLine } from './log-line-store.ts'

/** Lines and characters that are looked through at once. */
const BATCH_LINES = 2_000
const BATCH_CHARACTERS = 512 * 1024
/** A batch takes milliseconds. One that takes so long never comes to an end. */
const PATIENCE_MS = 2_000
/** A thread has to be fetched and started first, which a busy machine does when it comes to it. */
const START_MS = 20_000

export type SearchState =
  | { state: 'off' }
  | { state: 'looking' | 'done'; hits: number; lines: number }
  | { state: 'bad-pattern' }
  | { state: 'too-slow' }

type SearchWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage'>

export interface LogSearchOptions {
  /** The worker starts with the first search. */
  startWorker(): SearchWorker
  /** Called when there are hits more, or the state is another. */
  changed(): void
}

/**
 * Looks for words or a pattern in lines, old ones and those that come. The page stays free meanwhile: it is done in a
 * thread of its own, which is ended where a pattern takes for ever.
 */
export class LogSearch {
  readonly #options: LogSearchOptions
  #worker: SearchWorker | null = null
  #isReady = false
  #wanted: Wanted | null = null
  #waiting: StoredLine[] = []
  #asked: { batch: number; lines: StoredLine[]; timer: ReturnType<typeof setTimeout> } | null = null
  #batches = 0
  #hits = new Map<StoredLine, number[]>()
  #count = 0
  #state: SearchState = { state: 'off' }

  constructor(options: LogSearchOptions) {
    this.#options = options
  }

  get state(): SearchState {
    return this.#state
  }

  /** Beginnings and ends of the hits in a line, flat; null where there are none (known yet). */
  of(line: StoredLine): readonly number[] | null {
    return this.#hits.get(line) ?? null
  }

  /** Begins anew, in these lines and all that come; with null it stops. */
  search(wanted: Wanted | null, lines: readonly StoredLine[]): void {
    this.#forget()
    this.#wanted = wanted?.text ? wanted : null
    if (this.#wanted === null) {
      this.#become({ state: 'off' })
      return
    }
    if (expressionFor(this.#wanted) === null) {
      this.#become({ state: 'bad-pattern' })
      return
    }
    this.#waiting = [...lines]
    this.#tell()
    this.#ask()
  }

  /** Lines that came. */
  add(lines: readonly StoredLine[]): void {
    if (this.#wanted === null || this.#state.state === 'bad-pattern' || this.#state.state === 'too-slow')
      return
    this.#waiting.push(...lines)
    this.#ask()
  }

  /** Lines that went. */
  drop(lines: readonly StoredLine[]): void {
    for (const line of lines) {
      this.#count -= (this.#hits.get(line)?.length ?? 0) / 2
      this.#hits.delete(line)
    }
  }

  stop(): void {
    this.#forget()
    this.#worker?.terminate()
    this.#worker = null
  }

  #forget(): void {
    // What it is at is of no use any more, and may take for ever.
    if (this.#asked) this.#end()
    this.#waiting = []
    this.#hits = new Map()
    this.#count = 0
  }

  #end(): void {
    clearTimeout(this.#asked?.timer)
    this.#asked = null
    this.#worker?.terminate()
    this.#worker = null
  }

  #ask(): void {
    const wanted = this.#wanted
    if (this.#asked || wanted === null || this.#waiting.length === 0) return
    let characters = 0
    let count = 0
    for (const { text } of this.#waiting) {
      if (count >= BATCH_LINES || characters >= BATCH_CHARACTERS) break
      characters += text.length
      count += 1
    }
    const lines = this.#waiting.splice(0, count)
    this.#batches += 1
    const batch = this.#batches
    const worker = this.#worker ?? this.#start()
    this.#asked = { batch, lines, timer: this.#patience() }
    worker.postMessage({ batch, wanted, lines: lines.map(({ text }) => text) } satisfies SearchBatch)
  }

  #patience(): ReturnType<typeof setTimeout> {
    return setTimeout(
      () => {
        this.#end()
        this.#waiting = []
        this.#become({ state: 'too-slow' })
      },
      this.#isReady ? PATIENCE_MS : START_MS,
    )
  }

  #start(): SearchWorker {
    const worker = this.#options.startWorker()
    this.#isReady = false
    worker.onmessage = ({ data }: MessageEvent<SearchSays>) => {
      if (data === 'ready') this.#begun()
      else this.#take(data)
    }
    this.#worker = worker
    return worker
  }

  #begun(): void {
    this.#isReady = true
    if (!this.#asked) return
    clearTimeout(this.#asked.timer)
    this.#asked.timer = this.#patience()
  }

  #take({ batch, hits }: SearchAnswer): void {
    const asked = this.#asked
    if (asked?.batch !== batch) return
    clearTimeout(asked.timer)
    this.#asked = null
    for (const [index, found] of hits) {
      const line = asked.lines[index]
      if (!line) continue
      this.#hits.set(line, found)
      this.#count += found.length / 2
    }
    this.#tell()
    this.#ask()
  }

  #tell(): void {
    const looking = this.#waiting.length > 0 || this.#asked !== null
    this.#become({ state: looking ? 'looking' : 'done', hits: this.#count, lines: this.#hits.size })
  }

  #become(state: SearchState): void {
    this.#state = state
    this.#options.changed()
  }
}
