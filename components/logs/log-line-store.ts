import type { LogRemark } from '../../lib/shared/log-line.ts'
import type { Look } from './read-escapes.ts'
import type { Severity } from './severity.ts'

/** A line as the page keeps it. It is never changed. */
export interface StoredLine {
  /** Which of the logs it is of. */
  source: number
  /** RFC 3339, UTC, nine digits; of a remark, that of the line before it. */
  at: string
  /** What is shown, found and copied: harmless already. Of a remark, what it says. */
  text: string
  looks: readonly Look[] | null
  severity: Severity | null
  /** Bytes of it that only the download has. */
  cut: number
  remark: LogRemark | null
}

/** What a page keeps of logs, at most. */
export const MOST_LINES = 100_000
const MOST_CHARACTERS = 24_000_000

/** The lines of one or several logs in the order of time, the newest of them: the oldest make room. */
export class LogLineStore {
  #lines: StoredLine[] = []
  #characters = 0

  get lines(): readonly StoredLine[] {
    return this.#lines
  }

  /**
   * Takes lines that came, in order within each log. Gives the place from which on the order is another than it
   * was: the end of what was, where nothing came late.
   */
  append(batch: readonly StoredLine[]): number {
    const before = this.#lines.length
    let from = before
    for (const line of batch) {
      const place = this.#placeOf(line)
      if (place === this.#lines.length) this.#lines.push(line)
      else this.#lines.splice(place, 0, line)
      from = Math.min(from, place)
      this.#characters += line.text.length
    }
    return from
  }

  /** Takes lines of the past, in any number, each log's in order. */
  mergeIn(past: readonly StoredLine[]): void {
    const now = this.#lines
    const merged: StoredLine[] = []
    let at = 0
    for (const line of past) {
      for (let next = now[at]; next && next.at < line.at; next = now[at]) {
        merged.push(next)
        at += 1
      }
      merged.push(line)
      this.#characters += line.text.length
    }
    for (; at < now.length; at++) merged.push(now[at] as StoredLine)
    this.#lines = merged
  }

  /** Drops the oldest lines beyond what is kept, and gives how many. `spare`: so many of the newest stay anyhow. */
  trim(spare = 0): number {
    let drop = 0
    let characters = this.#characters
    while (
      this.#lines.length - drop > spare &&
      (this.#lines.length - drop > MOST_LINES || characters > MOST_CHARACTERS)
    ) {
      characters -= this.#lines[drop]?.text.length ?? 0
      drop += 1
    }
    if (drop === 0) return 0
    this.#lines.splice(0, drop)
    this.#characters = characters
    return drop
  }

  clear(): void {
    this.#lines = []
    this.#characters = 0
  }

  /** Behind all lines that are not younger. Mostly that is the end. */
  #placeOf({ at }: StoredLine): number {
    const last = this.#lines.at(-1)
    if (!last || last.at <= at) return this.#lines.length
    let low = 0
    let high = this.#lines.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#lines[middle]?.at ?? '') <= at) low = middle + 1
      else high = middle
    }
    return low
  }
}
