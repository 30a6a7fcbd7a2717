import type { Terminal } from '@xterm/xterm'
import { type FollowedTerminal, followTerminal, keepTerminal } from '../../lib/client/terminal-channel.ts'
import { SCREEN_LIMITS, type ScreenSize, type TerminalPlace } from '../../lib/shared/terminal-row.ts'
import { cleanPaste, runsLines } from './clean-paste.ts'
import { openShellScreen, type ShellScreen } from './open-shell-screen.ts'
import { lineAtCursor, wholeText } from './screen-text.ts'
import { type ShellKey, shellKey } from './shell-keys.ts'
import { initialShellState, type ShellState } from './shell-state.ts'
import { warningFor } from './terminal-guard.ts'

/** After a key, a paste or a tap, what the terminal sends is the person's; else it is an answer or a mouse that passes by. */
const TYPING_MS = 1_000

const hits = {
  matchBackground: '#5b4a1f',
  matchOverviewRuler: '#c9b684',
  activeMatchBackground: '#b07a14',
  activeMatchColorOverviewRuler: '#f2c46d',
}

/** Ctrl E and Ctrl U: to the end of the line, and away with it. */
const CLEAR_LINE = '\x05\x15'

interface ShellViewOptions {
  id: string
  title: string
  on: TerminalPlace['on']
  size: ScreenSize
}

/**
 * One shell in this page: its screen, its stream, what is typed. It lives outside React and longer than what shows it,
 * so that going to another tab or page and back finds everything as it was.
 */
export class ShellView {
  readonly id: string
  readonly #on: TerminalPlace['on']
  readonly #title: string
  readonly #host = document.createElement('div')
  readonly #listeners = new Set<() => void>()
  readonly #encoder = new TextEncoder()
  #state: ShellState
  #screen: ShellScreen | null = null
  #opening: Promise<void> | null = null
  #channel: FollowedTerminal | null = null
  #keeping: { close(): void } | null = null
  /** Attachments of pages that want it kept. */
  #wanted = 0
  #next: number | null = null
  #ownSize: ScreenSize
  /** What is parsed now was asked before this screen was there. */
  #isOld = false
  #oldUpTo = 0
  #typedAt = Number.NEGATIVE_INFINITY
  #frame = 0
  #disposed = false
  onLeave: (() => void) | null = null
  onFind: (() => void) | null = null

  constructor({ id, title, on, size }: ShellViewOptions) {
    this.id = id
    this.#on = on
    this.#title = title
    this.#ownSize = size
    this.#state = { ...initialShellState, size }
    this.#host.className = 'shellhost'
    const capture = { capture: true }
    this.#host.addEventListener('paste', (event) => this.#pasted(event), capture)
    for (const type of ['keydown', 'beforeinput', 'compositionend'])
      this.#host.addEventListener(type, () => this.#noteTyping(), capture)
  }

  state = (): ShellState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Counts as watched, shown or not, until what it gives is called. */
  keep(): () => void {
    this.#wanted += 1
    if (this.#wanted === 1) this.#attach()
    let given = true
    return () => {
      if (!given) return
      given = false
      this.#wanted -= 1
      if (this.#wanted === 0) this.#detach()
    }
  }

  /** Puts its screen into an element of the page, which it fills; gives how to take it out again. */
  show(parent: HTMLElement): () => void {
    parent.append(this.#host)
    const resized = new ResizeObserver(() => {
      cancelAnimationFrame(this.#frame)
      this.#frame = requestAnimationFrame(() => this.#fit())
    })
    resized.observe(parent)
    this.#opening ??= this.#open()
    return () => {
      resized.disconnect()
      if (this.#host.parentElement === parent) this.#host.remove()
    }
  }

  focus(): void {
    this.#screen?.terminal.focus()
  }

  /** What the key row's keys do. */
  press(key: ShellKey): void {
    this.#noteTyping()
    if (key === 'ctrl') this.#set({ ctrl: !this.#state.ctrl })
    else this.#type(shellKey(key, this.#screen?.terminal.modes.applicationCursorKeysMode ?? false))
    this.focus()
  }

  /** Pastes a text; asks first where it has several lines. */
  paste(given: string): void {
    const text = cleanPaste(given)
    if (text === '') return
    if (runsLines(text)) this.#set({ pasting: text })
    else this.#pasteNow(text)
  }

  /** Pastes what waits for a yes, or (null) forgets it. */
  settlePaste(text: string | null): void {
    this.#set({ pasting: null })
    if (text !== null) this.#pasteNow(text)
    this.focus()
  }

  selection(): string {
    return this.#screen?.terminal.getSelection() ?? ''
  }

  /** Takes what is typed back, without running it. */
  clearLine(): void {
    this.#noteTyping()
    this.#type(CLEAR_LINE)
    this.focus()
  }

  text(): string {
    return this.#screen ? wholeText(this.#screen.terminal.buffer.active) : ''
  }

  jumpToNow(): void {
    this.#screen?.terminal.scrollToBottom()
  }

  find(text: string, way: 'here' | 'next' | 'previous'): void {
    const search = this.#screen?.search
    if (!search) return
    if (text === '') this.stopFinding()
    else if (way === 'next') search.findNext(text, { decorations: hits })
    // The newest first: that is where a shell is read from.
    else search.findPrevious(text, { decorations: hits, incremental: way === 'here' })
  }

  stopFinding(): void {
    this.#screen?.search.clearDecorations()
    this.#screen?.terminal.clearSelection()
    this.#set({ found: null })
  }

  dispose(): void {
    this.#disposed = true
    cancelAnimationFrame(this.#frame)
    this.#detach()
    this.#screen?.dispose()
    this.#host.remove()
    this.#listeners.clear()
  }

  async #open(): Promise<void> {
    const screen = await openShellScreen(this.#host, {
      label: `Shell ${this.#title}`,
      mayAnswer: () => !this.#isOld && this.#state.yours,
      resized: () => this.#fit(),
    })
    if (this.#disposed) return screen.dispose()
    this.#screen = screen
    const { terminal, search } = screen
    terminal.attachCustomKeyEventHandler((event) => this.#handsKeyOn(event))
    terminal.onData((text) => this.#sent(text))
    terminal.onBinary((bytes) => {
      if (this.#isPersons()) this.#channel?.type(Uint8Array.from(bytes, (char) => char.charCodeAt(0)))
    })
    terminal.onSelectionChange(() => this.#set({ selected: terminal.hasSelection() }))
    terminal.onRender(() => this.#look())
    terminal.onScroll(() => this.#look())
    search.onDidChangeResults(({ resultIndex, resultCount }) =>
      this.#set({ found: { hit: resultIndex + 1, of: resultCount } }),
    )
    this.#fit()
    if (this.#wanted > 0) this.#attach()
    this.focus()
  }

  #attach(): void {
    if (this.#channel || this.#state.phase === 'ended') return
    if (!this.#screen) {
      this.#keeping ??= keepTerminal(this.id, this.#ownSize)
      return
    }
    // In this order: who goes before gives up the say about the size.
    this.#keeping?.close()
    this.#keeping = null
    const { terminal } = this.#screen
    this.#channel = followTerminal({
      terminal: this.id,
      from: this.#next,
      size: this.#ownSize,
      onOpened: () => this.#set({ phase: 'open', problem: null }),
      onReplay: ({ from, to, modes }) => this.#beginAgain(from, to, modes),
      onBytes: (bytes, shown) => this.#write(terminal, bytes, shown),
      onScreen: (size, yours) => {
        this.#set({ size, yours })
        if (yours) this.#fit()
        else terminal.resize(size.cols, size.rows)
      },
      onEnd: () => this.#set({ phase: 'ended', warning: null }),
      onProblem: (problem) => this.#set({ problem }),
    })
  }

  #detach(): void {
    if (this.#channel) this.#next = this.#channel.next
    this.#channel?.close()
    this.#channel = null
    this.#keeping?.close()
    this.#keeping = null
  }

  /** An empty screen; what comes up to `to` was printed before, and its questions are long answered. */
  #beginAgain(from: number, to: number, modes: string): void {
    const terminal = this.#screen?.terminal
    if (!terminal) return
    this.#oldUpTo = to
    this.#isOld = to > from
    terminal.reset()
    terminal.write(modes)
  }

  #write(terminal: Terminal, bytes: Uint8Array, shown: () => void): void {
    const end = this.#channel?.next ?? 0
    const old = Math.min(bytes.length, Math.max(0, this.#oldUpTo - (end - bytes.length)))
    if (old > 0)
      terminal.write(bytes.subarray(0, old), () => {
        if (end - bytes.length + old >= this.#oldUpTo) this.#isOld = false
      })
    terminal.write(bytes.subarray(old), shown)
  }

  #sent(text: string): void {
    if (!this.#isPersons()) return
    if (this.#state.ctrl && text.length === 1) {
      this.#set({ ctrl: false })
      this.#type(withCtrl(text))
    } else this.#type(text)
  }

  #type(text: string): void {
    this.#channel?.type(this.#encoder.encode(text))
  }

  /** True where a person sent it, or where this screen is the one that answers. */
  #isPersons(): boolean {
    return this.#state.yours || performance.now() - this.#typedAt < TYPING_MS
  }

  #noteTyping(): void {
    this.#typedAt = performance.now()
  }

  #pasteNow(text: string): void {
    this.#noteTyping()
    this.#screen?.terminal.paste(text)
  }

  #pasted(event: ClipboardEvent): void {
    event.preventDefault()
    event.stopImmediatePropagation()
    this.paste(event.clipboardData?.getData('text/plain') ?? '')
  }

  /** True: the key is the shell's. */
  #handsKeyOn(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true
    const { ctrlKey, metaKey, shiftKey, code } = event
    // The browser pastes, and the paste comes here as an event of its own.
    if ((ctrlKey || metaKey) && code === 'KeyV') return false
    if (metaKey && code === 'KeyC') return false
    if (!ctrlKey || !shiftKey) return true
    if (code === 'KeyC') document.execCommand('copy')
    else if (code === 'KeyF') this.onFind?.()
    else if (code === 'KeyE') this.onLeave?.()
    else return true
    event.preventDefault()
    return false
  }

  #fit(): void {
    const screen = this.#screen
    const wished = screen?.fit.proposeDimensions()
    if (!screen || !wished || !(wished.cols >= 2)) return
    const { cols, rows } = SCREEN_LIMITS
    this.#ownSize = {
      cols: Math.min(cols.max, Math.max(cols.min, wished.cols)),
      rows: Math.min(rows.max, Math.max(rows.min, wished.rows)),
    }
    this.#channel?.resize(this.#ownSize)
    if (!this.#state.yours && this.#channel) return
    screen.terminal.resize(this.#ownSize.cols, this.#ownSize.rows)
    this.#set({ size: this.#ownSize })
  }

  /** Looks at the screen as it was just painted. */
  #look(): void {
    const buffer = this.#screen?.terminal.buffer.active
    if (!buffer) return
    const typing = this.#state.phase === 'open' && this.#state.yours && buffer.type === 'normal'
    const warning = typing ? warningFor(lineAtCursor(buffer), this.#on) : null
    this.#set({
      scrolledUp: buffer.viewportY < buffer.baseY,
      warning: warning?.would === this.#state.warning?.would ? this.#state.warning : warning,
    })
    this.#host.dataset.offset = String(this.#channel?.next ?? 0)
  }

  #set(change: Partial<ShellState>): void {
    const before = this.#state
    const keys = Object.keys(change) as (keyof ShellState)[]
    if (keys.every((key) => before[key] === change[key])) return
    this.#state = { ...before, ...change }
    for (const listener of [...this.#listeners]) listener()
  }
}

/** What a key gives together with Ctrl, as terminals have it. */
function withCtrl(key: string): string {
  const code = key.toUpperCase().charCodeAt(0)
  return code >= 0x40 && code <= 0x5f ? String.fromCharCode(code & 0x1f) : key
}
