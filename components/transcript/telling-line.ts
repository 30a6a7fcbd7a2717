import type { IBuffer, IDecoration, IMarker, Terminal } from '@xterm/xterm'

/** The line of a transcript that tells why something failed: its number from 1, and its text without colours. */
export interface TellingLine {
  number: number
  text: string
}

/** The rows that a line takes on this screen. */
interface Place {
  row: number
  height: number
}

/**
 * Finds a line in what a terminal holds: the one of that number if it has that text, else the last that has it,
 * since what is before a skipped flood has no numbers here. Null where none has. `isOurs` names rows of Bindery.
 */
export function findLine(
  buffer: Pick<IBuffer, 'length' | 'getLine'>,
  { number, text }: TellingLine,
  isOurs: (row: number) => boolean,
): Place | null {
  const wanted = squeezed(text)
  if (wanted === '') return null
  let found: Place | null = null
  for (let row = 0, count = 0; row < buffer.length; ) {
    const height = rowsFrom(buffer, row)
    if (!isOurs(row)) {
      count++
      if (squeezed(textOf(buffer, row, height)).startsWith(wanted)) {
        found = { row, height }
        if (count === number) return found
      }
    }
    row += height
  }
  return found
}

/** Puts a red bar beside a line, in every row it takes, and shows it. Returns how to take the bar off. */
export function markLine(terminal: Terminal, { row, height }: Place, number: number): () => void {
  const { active } = terminal.buffer
  const start = terminal.registerMarker(row - active.baseY - active.cursorY)
  let bars = drawBars(terminal, start, height, number)
  const resized = terminal.onResize(() => {
    // Another width, another number of rows. The marker went with its line.
    for (const bar of bars) bar.dispose()
    bars =
      start.line < 0 ? [] : drawBars(terminal, start, rowsFrom(terminal.buffer.active, start.line), number)
  })
  terminal.scrollToLine(Math.max(0, row - Math.floor(terminal.rows / 2)))
  return () => {
    resized.dispose()
    for (const bar of bars) bar.dispose()
    start.dispose()
  }
}

function drawBars(terminal: Terminal, start: IMarker, height: number, number: number): IDecoration[] {
  const { active } = terminal.buffer
  return Array.from({ length: height }, (_, index) => {
    const marker = terminal.registerMarker(start.line + index - active.baseY - active.cursorY)
    const bar = terminal.registerDecoration({ marker, layer: 'top' })
    bar?.onRender((element) => {
      element.style.width = '100%'
      element.classList.add('termhit')
      // On a small screen there is no room for the numbers of all lines.
      if (index === 0) element.dataset.line = `line ${number}`
    })
    return bar
  }).filter((bar) => bar !== undefined)
}

/** How many rows the line that begins in `row` takes. */
function rowsFrom(buffer: Pick<IBuffer, 'length' | 'getLine'>, row: number): number {
  let height = 1
  while (row + height < buffer.length && buffer.getLine(row + height)?.isWrapped) height++
  return height
}

function textOf(buffer: Pick<IBuffer, 'getLine'>, row: number, height: number): string {
  let text = ''
  for (let index = 0; index < height; index++)
    text += buffer.getLine(row + index)?.translateToString(index === height - 1) ?? ''
  return text
}

/** Tabs are cells on a screen: how wide a gap is says nothing. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
