import type { Terminal } from '@xterm/xterm'
import { followTranscript } from '../../lib/client/transcript-channel.ts'
import { formatBytes, formatDuration } from '../../lib/shared/format.ts'
import type { LineNote } from '../../lib/shared/install.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import { countLines, cutAtLine } from './line-cut.ts'
import { noteFinder } from './line-notes.ts'
import type { MarkerRow, MarkerRows } from './marker-rows.ts'
import { newLines } from './new-lines.ts'
import type { Seen } from './seen-offsets.ts'

/** A transcript longer than this, in bytes, is shown from its last MiB: the terminal could not hold it anyway. */
const SHOWN_WHOLE_BYTES = 32 * 1024 * 1024

interface FeedOptions {
  run: string
  /** How long the transcript is, as far as the page knows. */
  bytes: number
  terminal: Terminal
  rows: MarkerRows
  /** Where this browser stopped looking the last time, for the marker. */
  seen: Seen | null
  /** Lines that get a margin note. */
  notes: readonly LineNote[]
  onOpened(): void
  /** What comes next does not follow on what was shown before. */
  onGap(): void
  onEnd(): void
  onProblem(problem: Problem): void
}

/** The stream of one run into one terminal. */
export interface Feed {
  /** The transcript's bytes up to here are parsed, and on the screen with the next frame. */
  parsedTo(): number
  close(): void
}

/**
 * Writes a run's transcript into a terminal, byte for byte, with marker rows where this browser left, where
 * a flood was skipped, and where a line needs a word. Credit is given back as the terminal has parsed, so that the stream never outruns it.
 */
export function feedTerminal(options: FeedOptions): Feed {
  const { run, bytes: size, terminal, rows, seen, onOpened, onGap, onEnd, onProblem } = options
  const notes = noteFinder(options.notes)
  let received = 0
  let parsed = 0
  let lineOpen = false
  let away: AwayMarker | null = null
  let opened = false

  const write = (bytes: Uint8Array, done?: () => void) => {
    if (bytes.length > 0) lineOpen = bytes.at(-1) !== NEWLINE
    terminal.write(bytes, done)
  }

  const channel = followTranscript({
    run,
    from: size > SHOWN_WHOLE_BYTES ? 'tail' : 0,
    onOpened({ from, size }) {
      received = from
      if (!opened && from > 0) {
        onGap()
        rows.add(`The ${formatBytes(from)} before this are not shown.`, 'The download has all of it.')
      }
      if (!opened && seen !== null && seen.offset > from && seen.offset < size) {
        away = new AwayMarker(rows, seen, size)
      }
      opened = true
      onOpened()
    },
    onSkip({ from, to }) {
      // Whatever colour and place the skipped bytes had set is unknown: begin afresh.
      terminal.write(lineOpen ? '\x1b[0m\n' : '\x1b[0m')
      lineOpen = false
      notes.lose()
      onGap()
      rows.add(`${formatBytes(to - from)} went by while it flooded.`, 'The download has all of it.')
      received = to
    },
    onBytes(bytes, consumed) {
      const at = received
      received += bytes.length
      const end = received
      const cuts: Cut[] = notes.take(bytes).map(({ index, says }) => ({ index, show: () => rows.note(says) }))
      const left = away?.cut(bytes, at) ?? null
      // Behind the note of a line that ends there: the note is about what was seen before.
      if (left !== null) cuts.push({ index: left, show: () => away?.show() })
      let from = 0
      for (const { index, show } of cuts.sort((a, b) => a.index - b.index)) {
        write(bytes.subarray(from, index))
        show()
        from = index
      }
      away?.count(bytes, at)
      write(bytes.subarray(from), () => {
        parsed = end
        consumed()
      })
    },
    onEnd,
    onProblem,
  })

  return { parsedTo: () => parsed, close: () => channel.close() }
}

const NEWLINE = 0x0a

/** A place between two lines, as an index in the bytes of a frame, where rows of ours belong. */
interface Cut {
  index: number
  show(): void
}

/** "You left here": placed at the first line that is new, its count of lines final once all were seen that wait. */
class AwayMarker {
  readonly #rows: MarkerRows
  readonly #size: number
  readonly #place: ReturnType<typeof cutAtLine>
  readonly #away: string
  #from: number | null = null
  #row: MarkerRow | null = null
  #lines = 0

  constructor(rows: MarkerRows, seen: Seen, size: number) {
    this.#rows = rows
    this.#size = size
    this.#place = cutAtLine(seen.offset)
    this.#away = `back after ${formatDuration(Date.now() - seen.at)}`
  }

  cut(bytes: Uint8Array, at: number): number | null {
    const cut = this.#place.take(bytes, at)
    if (cut !== null) this.#from = at + cut
    return cut
  }

  show(): void {
    this.#row = this.#rows.add('You left here', this.#away)
  }

  /** Counts the lines between the marker and what was there when the page opened. */
  count(bytes: Uint8Array, at: number): void {
    if (this.#row === null || this.#from === null || at >= this.#size) return
    const start = Math.max(0, this.#from - at)
    const lines = countLines(bytes.subarray(start, Math.max(start, this.#size - at)))
    if (lines === 0) return
    this.#lines += lines
    this.#row.say('You left here', `${this.#away}, ${newLines(this.#lines)}`)
  }
}
