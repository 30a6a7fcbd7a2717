import { copiedText, type Selected } from './copied-text.ts'
import { type Drawing, drawLine } from './draw-line.ts'
import type { StoredLine } from './log-line-store.ts'
import type { LogModel } from './log-model.ts'

/** Height of a row, in pixels; as in logs.css. */
const ROW_PX = 19
/** Rows drawn above and below what can be seen, so that scrolling finds them there. */
const OVERSCAN = 24

export interface LogScreenOptions {
  scroller: HTMLElement
  model: LogModel
  /** How a line is drawn now. */
  drawing(line: StoredLine): Omit<Drawing, 'columns'>
  /** Called after the person scrolled to the end or away from it. */
  onFollow(following: boolean): void
}

/**
 * Shows the rows of a model that are in sight, and no others, in an element that scrolls by itself. It lives outside
 * React: what comes is drawn in the frame in which it is dealt with.
 */
export class LogScreen {
  readonly #options: LogScreenOptions
  readonly #space = document.createElement('div')
  readonly #probe = document.createElement('span')
  readonly #drawn = new Map<StoredLine, HTMLElement>()
  readonly #resized: ResizeObserver
  readonly #gone = new AbortController()
  #columns: number | null = null
  #wraps = true
  #following = true
  /** Where we scrolled to ourselves: that is not the person's doing. */
  #scrolledTo = -1
  #selected: Selected | null = null

  constructor(options: LogScreenOptions) {
    this.#options = options
    const { scroller } = options
    this.#space.className = 'rows'
    this.#probe.className = 'probe'
    this.#probe.textContent = '0'.repeat(100)
    this.#probe.ariaHidden = 'true'
    scroller.append(this.#space, this.#probe)
    this.#resized = new ResizeObserver(() => this.measure())
    this.#resized.observe(scroller)
    const { signal } = this.#gone
    scroller.addEventListener('scroll', () => this.#scrolled(), { signal, passive: true })
    scroller.addEventListener('copy', (event) => this.#copy(event), { signal })
    scroller.addEventListener('keydown', (event) => this.#key(event), { signal })
    document.addEventListener('selectionchange', () => this.#select(), { signal })
    // The face of the machine's words may come late, and be wider.
    document.fonts?.ready.then(() => !signal.aborted && this.measure())
    this.measure()
  }

  get following(): boolean {
    return this.#following
  }

  /** The line at the upper edge of what can be seen; null without any. */
  get topLine(): StoredLine | null {
    const { index } = this.#options.model
    return index.lines[index.lineAt(Math.floor(this.#options.scroller.scrollTop / ROW_PX))] ?? null
  }

  /** Shows the end, and goes on doing so. */
  follow(): void {
    this.#setFollowing(true)
    this.draw()
  }

  setWraps(wraps: boolean): void {
    this.#wraps = wraps
    this.measure()
  }

  /** Does something that moves lines, and keeps in place what the person looks at. */
  keepingPlace(change: () => void): void {
    const { scroller, model } = this.#options
    const anchor = this.topLine
    const before = anchor ? model.index.top(model.indexOf(anchor)) * ROW_PX : 0
    const offset = scroller.scrollTop - before
    change()
    if (!this.#following && anchor) this.#scrollTo(model.index.top(model.indexOf(anchor)) * ROW_PX + offset)
    this.redraw()
  }

  /** Brings a shown line into sight, a third from the top. */
  reveal(index: number): void {
    const { scroller, model } = this.#options
    this.#setFollowing(false)
    this.#size()
    this.#scrollTo(model.index.top(index) * ROW_PX - scroller.clientHeight / 3)
    this.redraw()
  }

  /** So many rows went in front. */
  rowsWent(rows: number): void {
    if (rows > 0 && !this.#following) this.#scrollTo(this.#options.scroller.scrollTop - rows * ROW_PX)
  }

  /** Everything anew: how lines look has changed. */
  redraw(): void {
    for (const element of this.#drawn.values()) element.remove()
    this.#drawn.clear()
    this.draw()
  }

  /** Takes the width that there is. */
  measure(): void {
    const { scroller, model } = this.#options
    const letter = this.#probe.getBoundingClientRect().width / 100
    if (letter === 0) return
    const styles = getComputedStyle(scroller)
    const own = Number.parseFloat(styles.getPropertyValue('--beside')) || 0
    const room = scroller.clientWidth - own
    const columns = Math.max(12, Math.floor(room / letter))
    const columnsNow = this.#wraps ? columns : null
    if (columnsNow === this.#columns && this.#drawn.size > 0) {
      this.draw()
      return
    }
    this.#columns = columnsNow
    this.keepingPlace(() => model.setWidth(columnsNow === null ? null : { text: columns, words: columns }))
  }

  draw(): void {
    const { scroller, model, drawing } = this.#options
    this.#size()
    if (this.#following) this.#scrollTo(scroller.scrollHeight)
    const { index } = model
    const top = Math.floor(scroller.scrollTop / ROW_PX)
    const first = index.lineAt(Math.max(0, top - OVERSCAN))
    const last = index.lineAt(top + Math.ceil(scroller.clientHeight / ROW_PX) + OVERSCAN)
    const wanted = new Set<StoredLine>()
    let before: Element | null = null
    for (let at = first; at <= last; at++) {
      const line = index.lines[at]
      if (!line) break
      wanted.add(line)
      const known = this.#drawn.get(line)
      const element = known ?? drawLine(line, { ...drawing(line), columns: this.#columns })
      this.#drawn.set(line, element)
      element.style.transform = `translateY(${index.top(at) * ROW_PX}px)`
      // In the order of lines, which is what a selection and a reader go by.
      if (!known) {
        if (before) before.after(element)
        else this.#space.prepend(element)
      }
      before = element
    }
    const kept = new Set([this.#selected?.anchor, this.#selected?.focus])
    for (const [line, element] of this.#drawn) {
      if (wanted.has(line) || kept.has(line)) continue
      element.remove()
      this.#drawn.delete(line)
    }
  }

  dispose(): void {
    this.#gone.abort()
    this.#resized.disconnect()
    this.#space.remove()
    this.#probe.remove()
  }

  #size(): void {
    this.#space.style.height = `${this.#options.model.index.rows * ROW_PX}px`
  }

  #scrollTo(top: number): void {
    const { scroller } = this.#options
    scroller.scrollTop = top
    this.#scrolledTo = scroller.scrollTop
  }

  #scrolled(): void {
    const { scroller } = this.#options
    if (Math.abs(scroller.scrollTop - this.#scrolledTo) > 1) {
      const left = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop
      this.#setFollowing(left < 1.5 * ROW_PX)
    }
    this.#scrolledTo = -1
    this.draw()
  }

  #setFollowing(following: boolean): void {
    if (following === this.#following) return
    this.#following = following
    this.#options.onFollow(following)
  }

  /** The browser glides to where the end was when the key went down, and never arrives in a log that grows. */
  #key(event: KeyboardEvent): void {
    if (event.key !== 'End' || event.shiftKey || event.altKey || event.defaultPrevented) return
    event.preventDefault()
    this.follow()
  }

  /**
   * Remembers which lines a selection begins and ends in: they stay there while it does. A mere click begins one, too:
   * who goes on elsewhere with Shift means all that is between.
   */
  #select(): void {
    const selection = document.getSelection()
    const anchor = this.#lineOf(selection?.anchorNode ?? null)
    const focus = this.#lineOf(selection?.focusNode ?? null)
    this.#selected = anchor && focus ? { anchor, focus } : null
  }

  #lineOf(node: Node | null): StoredLine | null {
    if (!node || !this.#space.contains(node)) return null
    for (const [line, element] of this.#drawn) if (element.contains(node)) return line
    return null
  }

  #copy(event: ClipboardEvent): void {
    const selection = document.getSelection()
    const selected = this.#selected
    if (!selected || !selection || selection.isCollapsed || !event.clipboardData) return
    const text = copiedText(this.#options.model, selected, (line) => {
      const element = this.#drawn.get(line)
      return element ? { element, selection } : null
    })
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
  }
}
