import type { IBuffer } from '@xterm/xterm'

/** The whole line in which the cursor stands, over all rows that it takes. */
export function lineAtCursor(buffer: IBuffer): string {
  let first = buffer.baseY + buffer.cursorY
  let last = first
  while (first > 0 && buffer.getLine(first)?.isWrapped) first -= 1
  while (buffer.getLine(last + 1)?.isWrapped) last += 1
  return joined(buffer, first, last)
}

/** Everything that a terminal holds, as plain text. */
export function wholeText(buffer: IBuffer): string {
  const lines: string[] = []
  for (let row = 0; row < buffer.length; row += 1) {
    let last = row
    while (buffer.getLine(last + 1)?.isWrapped) last += 1
    lines.push(joined(buffer, row, last).trimEnd())
    row = last
  }
  return `${lines.join('\n').trimEnd()}\n`
}

function joined(buffer: IBuffer, first: number, last: number): string {
  let text = ''
  for (let row = first; row <= last; row += 1)
    text += buffer.getLine(row)?.translateToString(row === last) ?? ''
  return text
}
