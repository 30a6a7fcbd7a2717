import type { IBuffer, IMarker, Terminal } from '@xterm/xterm'

type Rows = Pick<IBuffer, 'length' | 'getLine'>

/** A row of the buffer, and how many lines of the transcript begin above it. */
export interface Anchor {
  row: number
  lines: number
}

/**
 * The number of the line that begins in each of the rows from `top` on, counted from 1; null for a row that goes on
 * with a line, that is none of the transcript's, or that has nothing yet. Counted from the nearest row that is known.
 */
export function numbersFrom(
  rows: Rows,
  top: number,
  {
    height,
    end,
    anchor,
    isOurs,
  }: { height: number; end: number; anchor: Anchor; isOurs(row: number): boolean },
): { numbers: (number | null)[]; anchor: Anchor } {
  const begins = (row: number): boolean => !isOurs(row) && rows.getLine(row)?.isWrapped !== true
  let { row, lines } = anchor
  while (row < top) if (begins(row++)) lines++
  while (row > top) if (begins(--row)) lines--
  const here = { row, lines }
  const numbers = Array.from({ length: height }, (_, index) => {
    const at = top + index
    return at < rows.length && at < end && begins(at) ? ++lines : null
  })
  return { numbers, anchor: here }
}

/** Numbers beside the lines of a transcript. They are in the page, never in the terminal's buffer. */
export interface LineNumbers {
  /** The line that tells: its number stands out. Null for none. */
  tell(number: number | null): void
  /** Lines are missing before what comes next, or before all: no number would be right any more. */
  lose(): void
  dispose(): void
}

/** How far the known row may lag behind the screen before it is set anew. */
const LAG_ROWS = 500

/** Draws the numbers into `gutter`, one element a row of the screen, and keeps them right as it scrolls and grows. */
export function lineNumbers(
  terminal: Terminal,
  gutter: HTMLElement,
  ownRows: () => ReadonlySet<number>,
): LineNumbers {
  // Markers move with their rows when old ones are thrown away, and are gone with them.
  let known: { marker: IMarker; lines: number } | null = null
  let telling: number | null = null
  let lost = false

  const setKnown = ({ row, lines }: Anchor): void => {
    const { active } = terminal.buffer
    known?.marker.dispose()
    known = { marker: terminal.registerMarker(row - active.baseY - active.cursorY), lines }
  }

  function draw(): void {
    const { active } = terminal.buffer
    if (lost) return
    if (known === null) setKnown({ row: 0, lines: 0 })
    if (known === null || known.marker.isDisposed || known.marker.line < 0) {
      lose()
      return
    }
    const ours = ownRows()
    const { numbers, anchor } = numbersFrom(active, active.viewportY, {
      height: terminal.rows,
      // The row of the cursor is a line only once something stands there.
      end: active.baseY + active.cursorY + (active.cursorX > 0 ? 1 : 0),
      anchor: { row: known.marker.line, lines: known.lines },
      isOurs: (row) => ours.has(row),
    })
    if (Math.abs(anchor.row - known.marker.line) > LAG_ROWS) setKnown(anchor)
    show(numbers)
  }

  function show(numbers: readonly (number | null)[]): void {
    while (gutter.childElementCount > numbers.length) gutter.lastElementChild?.remove()
    while (gutter.childElementCount < numbers.length) gutter.append(document.createElement('i'))
    const height = terminal.element?.querySelector('.xterm-screen')?.clientHeight ?? 0
    gutter.style.setProperty('--row', `${height / terminal.rows}px`)
    for (const [index, number] of numbers.entries()) {
      const cell = gutter.children[index]
      const text = number === null ? '' : String(number)
      if (cell === undefined) continue
      if (cell.textContent !== text) cell.textContent = text
      cell.classList.toggle('tells', number !== null && number === telling)
    }
  }

  function lose(): void {
    lost = true
    gutter.replaceChildren()
  }

  const listening = [
    terminal.onRender(draw),
    terminal.onResize(() => {
      // Another width wraps other rows. While nothing was thrown away, counting begins at the first one.
      const first = terminal.buffer.active.length < (terminal.options.scrollback ?? 0)
      known?.marker.dispose()
      known = null
      if (!first) lose()
    }),
  ]
  return {
    tell(number) {
      telling = number
      draw()
    },
    lose,
    dispose() {
      for (const listener of listening) listener.dispose()
      known?.marker.dispose()
      gutter.replaceChildren()
    },
  }
}
