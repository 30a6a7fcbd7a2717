import type { LineNote } from '../../lib/shared/install.ts'
import { type Feed, feedTerminal } from './feed-terminal.ts'
import { type LineNumbers, lineNumbers } from './line-numbers.ts'
import { type MarkerRows, markerRows } from './marker-rows.ts'
import { type OpenTerminal, openTerminal } from './open-terminal.ts'
import { readSeen, rememberSeen } from './seen-offsets.ts'
import { findLine, markLine, type TellingLine } from './telling-line.ts'
import { initialViewState, type ViewState } from './view-state.ts'

const hits = {
  matchBackground: '#5b4a1f',
  matchOverviewRuler: '#c9b684',
  activeMatchBackground: '#b07a14',
  activeMatchColorOverviewRuler: '#f2c46d',
}

/**
 * One run's transcript on one screen: the terminal, its stream, where the reader is. It lives outside React,
 * from when its element appears until it goes; React only shows `state()`.
 */
export class TranscriptView {
  readonly #run: string
  readonly #bytes: number
  readonly #host: HTMLElement
  readonly #listeners = new Set<() => void>()
  readonly #gone = new AbortController()
  #state = initialViewState
  #open: OpenTerminal | null = null
  #rows: MarkerRows | null = null
  #feed: Feed | null = null
  #numbers: LineNumbers | null = null
  #screenReader: boolean
  readonly #notes: readonly LineNote[]
  #telling: TellingLine | null = null
  #unmark: (() => void) | null = null
  #linesAtScroll = 0
  #lines = 0

  constructor(
    run: { id: string; bytes: number },
    host: HTMLElement,
    /** Beside the lines, for their numbers. */
    gutter: HTMLElement,
    options: { label: string; screenReader: boolean; notes: readonly LineNote[] },
  ) {
    this.#run = run.id
    this.#bytes = run.bytes
    this.#host = host
    this.#screenReader = options.screenReader
    this.#notes = options.notes
    this.#start(options.label, gutter).catch((error: unknown) => {
      console.error(error)
      this.#set({
        problem: {
          code: 'internal',
          message: 'The transcript cannot be shown in this browser.',
          hint: 'The download has all of it.',
        },
      })
    })
  }

  async #start(label: string, gutter: HTMLElement): Promise<void> {
    const open = await openTerminal(this.#host, label)
    if (this.#gone.signal.aborted) return open.dispose()
    const { terminal, search } = open
    this.#open = open
    const rows = markerRows(terminal)
    this.#rows = rows
    this.#numbers = lineNumbers(terminal, gutter, () => rows.all())
    terminal.options.screenReaderMode = this.#screenReader

    terminal.onLineFeed(() => this.#lines++)
    terminal.onScroll(() => this.#look())
    terminal.onRender(() => this.#painted())
    search.onDidChangeResults(({ resultIndex, resultCount }) =>
      this.#set({ found: { hit: resultIndex + 1, of: resultCount } }),
    )
    const { signal } = this.#gone
    this.#host.addEventListener('copy', (event) => this.#copy(event), { signal, capture: true })
    document.addEventListener('visibilitychange', () => document.hidden && this.#remember(), { signal })
    // Some browsers leave a page without hiding it first. What came while it was hidden was not seen.
    window.addEventListener('pagehide', () => !document.hidden && this.#remember(), { signal })

    this.#feed = feedTerminal({
      run: this.#run,
      bytes: this.#bytes,
      terminal,
      rows,
      seen: readSeen(this.#run),
      notes: this.#notes,
      onOpened: () => this.#set({ phase: 'streaming', problem: null }),
      onGap: () => this.#numbers?.lose(),
      onEnd: () => {
        this.#set({ phase: 'ended' })
        this.#mark()
      },
      onProblem: (problem) => this.#set({ problem }),
    })
  }

  state = (): ViewState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  jumpToNow(): void {
    this.#open?.terminal.scrollToBottom()
  }

  /** Scrolls as the keys of a page do. False for any other key. */
  scrollByKey(key: string): boolean {
    const terminal = this.#open?.terminal
    if (terminal === undefined) return false
    switch (key) {
      case 'ArrowUp':
        terminal.scrollLines(-1)
        return true
      case 'ArrowDown':
        terminal.scrollLines(1)
        return true
      case 'PageUp':
        terminal.scrollPages(-1)
        return true
      case 'PageDown':
        terminal.scrollPages(1)
        return true
      case 'Home':
        terminal.scrollToTop()
        return true
      case 'End':
        terminal.scrollToBottom()
        return true
      default:
        return false
    }
  }

  find(text: string, way: 'here' | 'next' | 'previous'): void {
    const search = this.#open?.search
    if (search === undefined) return
    if (text === '') this.stopFinding()
    else if (way === 'previous') search.findPrevious(text, { decorations: hits })
    else search.findNext(text, { decorations: hits, incremental: way === 'here' })
  }

  stopFinding(): void {
    this.#open?.search.clearDecorations()
    this.#open?.terminal.clearSelection()
    this.#set({ found: null })
  }

  setScreenReader(on: boolean): void {
    this.#screenReader = on
    if (this.#open) this.#open.terminal.options.screenReaderMode = on
  }

  /** Marks the line that tells, once all lines are there; null takes the mark off. */
  tell(line: TellingLine | null): void {
    const same = line?.number === this.#telling?.number && line?.text === this.#telling?.text
    if (same) return
    this.#telling = line
    if (this.#state.phase === 'ended') this.#mark()
  }

  focus(): void {
    this.#open?.terminal.focus()
  }

  dispose(): void {
    if (!document.hidden) this.#remember()
    this.#gone.abort()
    this.#feed?.close()
    this.#numbers?.dispose()
    this.#open?.dispose()
    this.#listeners.clear()
  }

  #mark(): void {
    // An empty write comes back when all before it is parsed.
    this.#open?.terminal.write('', () => {
      const terminal = this.#open?.terminal
      this.#unmark?.()
      this.#unmark = null
      this.#numbers?.tell(null)
      if (terminal === undefined || this.#telling === null || this.#gone.signal.aborted) return
      const ours = this.#rows?.all()
      const place = findLine(terminal.buffer.active, this.#telling, (row) => ours?.has(row) === true)
      if (place === null) return
      this.#unmark = markLine(terminal, place, this.#telling.number)
      this.#numbers?.tell(this.#telling.number)
    })
  }

  /** Tells measurements and tests how far the screen is. The frame that shows it follows at once. */
  #painted(): void {
    this.#look()
    const offset = this.#feed?.parsedTo() ?? 0
    this.#host.dataset.offset = String(offset)
    this.#host.dispatchEvent(
      new CustomEvent('bindery:painted', { bubbles: true, detail: { run: this.#run, offset } }),
    )
  }

  #look(): void {
    const buffer = this.#open?.terminal.buffer.active
    if (buffer === undefined) return
    const atEnd = buffer.viewportY >= buffer.baseY
    if (atEnd) this.#linesAtScroll = this.#lines
    this.#set({ atEnd, newLines: this.#lines - this.#linesAtScroll })
  }

  #copy(event: ClipboardEvent): void {
    const text = this.#rows?.selectedText()
    if (!text) return
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  #remember(): void {
    const offset = this.#feed?.parsedTo() ?? 0
    if (offset > 0) rememberSeen(this.#run, { offset, at: Date.now() })
  }

  #set(change: Partial<ViewState>): void {
    const before = this.#state
    const after = { ...before, ...change }
    const keys = Object.keys(change) as (keyof ViewState)[]
    if (keys.every((key) => before[key] === after[key])) return
    this.#state = after
    for (const listener of this.#listeners) listener()
  }
}
