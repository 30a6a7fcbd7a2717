import { LogLineStore, type StoredLine } from './log-line-store.ts'
import type { LogSearch } from './log-search.ts'
import { RowIndex } from './row-index.ts'
import { SEVERITIES, type Severity } from './severity.ts'
import { rowsOf } from './wrap-line.ts'

/** Which lines are shown. */
export interface Filter {
  /** This severe or more; null for all. */
  least: Severity | null
  /** Only where the search has hits. */
  onlyHits: boolean
}

/** Columns of text that a row has, and columns of our own words, which are set in another face. */
export interface Width {
  text: number
  words: number
}

/** The lines that a page has of its logs, those of them that are shown, and the rows that they take. */
export class LogModel {
  readonly store = new LogLineStore()
  readonly index = new RowIndex()
  readonly #search: Pick<LogSearch, 'of' | 'add' | 'drop'>
  #filter: Filter = { least: null, onlyHits: false }
  /** Null where lines are not wrapped. */
  #width: Width | null = null
  #counts = { warning: 0, error: 0 }

  constructor(search: Pick<LogSearch, 'of' | 'add' | 'drop'>) {
    this.#search = search
  }

  /** How many of the lines that are here are so severe. */
  get counts(): Readonly<{ warning: number; error: number }> {
    return this.#counts
  }

  get filter(): Filter {
    return this.#filter
  }

  /** Takes lines that came; gives how many of them are shown. */
  append(batch: readonly StoredLine[]): number {
    const before = this.store.lines.length
    const from = this.store.append(batch)
    this.#count(batch, 1)
    this.#search.add(batch)
    if (from < before) {
      // Some came late: what is behind them is placed anew.
      if (this.#isFiltered) this.rebuild()
      else {
        this.index.cut(from)
        this.#show(this.store.lines.slice(from))
      }
      return batch.filter((line) => this.#fits(line)).length
    }
    return this.#show(batch)
  }

  /** Takes lines of the past. */
  mergeIn(past: readonly StoredLine[]): void {
    this.store.mergeIn(past)
    this.#count(past, 1)
    this.#search.add(past)
    this.rebuild()
  }

  /** Drops what is more than a page keeps; gives how many rows went in front. `spare`: lines of the end that stay. */
  trim(spare: number): number {
    const { lines } = this.store
    const before = lines.slice(0, 4_096)
    const dropped = this.store.trim(spare)
    if (dropped === 0) return 0
    if (dropped > before.length) {
      const rows = this.index.rows
      this.rebuild()
      return Math.max(0, rows - this.index.rows)
    }
    const gone = before.slice(0, dropped)
    this.#count(gone, -1)
    this.#search.drop(gone)
    let shown = 0
    for (const line of gone) if (this.index.lines[shown] === line) shown += 1
    return this.index.dropFirst(shown)
  }

  setFilter(filter: Filter): void {
    this.#filter = filter
    this.rebuild()
  }

  setWidth(width: Width | null): void {
    if (width?.text === this.#width?.text && width?.words === this.#width?.words) return
    this.#width = width
    this.rebuild()
  }

  /** Where a shown line is, or where it would be; -1 without any. */
  indexOf(line: StoredLine): number {
    const { lines } = this.index
    const exact = lines.indexOf(line)
    if (exact >= 0) return exact
    const after = lines.findIndex(({ at }) => at >= line.at)
    return after >= 0 ? after : lines.length - 1
  }

  clear(): void {
    this.store.clear()
    this.index.clear()
    this.#counts = { warning: 0, error: 0 }
  }

  rebuild(): void {
    this.index.clear()
    this.#counts = { warning: 0, error: 0 }
    this.#count(this.store.lines, 1)
    this.#show(this.store.lines)
  }

  get #isFiltered(): boolean {
    return this.#filter.least !== null || this.#filter.onlyHits
  }

  #show(lines: readonly StoredLine[]): number {
    let shown = 0
    for (const line of lines) {
      if (!this.#fits(line)) continue
      this.index.push(line, this.#rowsOf(line))
      shown += 1
    }
    return shown
  }

  #rowsOf({ text, remark, cut }: StoredLine): number {
    const width = this.#width
    // Words of ours stand on lines a little taller, with some room around them.
    if (remark) return width === null ? 2 : Math.ceil((text.length / Math.max(10, width.words)) * 1.15) + 1
    // What was left out is said on a row of its own.
    return (width === null ? 1 : rowsOf(text, width.text)) + (cut > 0 ? 1 : 0)
  }

  #fits(line: StoredLine): boolean {
    const { least, onlyHits } = this.#filter
    if (onlyHits && this.#search.of(line) === null) return false
    if (least === null || line.remark) return true
    return line.severity !== null && SEVERITIES.indexOf(line.severity) >= SEVERITIES.indexOf(least)
  }

  #count(lines: readonly StoredLine[], by: 1 | -1): void {
    for (const { severity } of lines)
      if (severity === 'warning' || severity === 'error') this.#counts[severity] += by
  }
}
