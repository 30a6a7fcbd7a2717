import type { StoredLine } from './log-line-store.ts'

/**
 * Which rows of the screen each shown line takes, for as many lines as there are: where a line begins is looked up,
 * and which line is in a row is searched for, without going through all of them.
 */
export class RowIndex {
  #lines: StoredLine[] = []
  /** Row at which each line begins, counted since the index was last made anew. */
  #tops: number[] = []
  /** Rows of lines that were dropped at the front. */
  #dropped = 0
  #end = 0

  get lines(): readonly StoredLine[] {
    return this.#lines
  }

  get rows(): number {
    return this.#end - this.#dropped
  }

  push(line: StoredLine, rows: number): void {
    this.#lines.push(line)
    this.#tops.push(this.#end)
    this.#end += rows
  }

  /** Takes away all lines from an index on. */
  cut(from: number): void {
    if (from >= this.#lines.length) return
    this.#end = this.#tops[from] ?? this.#end
    this.#lines.length = from
    this.#tops.length = from
  }

  /** Takes away the first lines; gives how many rows they took. */
  dropFirst(count: number): number {
    if (count === 0) return 0
    const top = this.#tops[count] ?? this.#end
    const rows = top - this.#dropped
    this.#lines.splice(0, count)
    this.#tops.splice(0, count)
    this.#dropped = top
    return rows
  }

  clear(): void {
    this.#lines = []
    this.#tops = []
    this.#dropped = this.#end = 0
  }

  /** The row at which a line begins. */
  top(index: number): number {
    return (this.#tops[index] ?? this.#end) - this.#dropped
  }

  /** The line that is in a row; the last one for a row behind the end. */
  lineAt(row: number): number {
    const wanted = row + this.#dropped
    let low = 0
    let high = this.#lines.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#tops[middle] ?? 0) <= wanted) low = middle
      else high = middle - 1
    }
    return Math.max(0, low)
  }
}
