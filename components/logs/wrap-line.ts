/** Columns from one tab stop to the next. */
const TAB = 8
/** A word longer than this share of the width is not kept whole: the line before it would be mostly empty. */
const KEPT_WORD = 0.4

/**
 * Where a line is broken to fit so many columns: the beginnings of its rows but the first, or null where it fits into
 * one. Broken behind a blank, a slash or a dash where there is one near the end. All of the line is in its rows, so
 * that their texts, one after the other, are the line.
 */
export function wrapLine(text: string, columns: number): number[] | null {
  const isPlain = !/[^\u0020-\u007e]/.test(text)
  if (isPlain && text.length <= columns) return null
  const breaks: number[] = []
  let rowStart = 0
  let column = 0
  for (let at = 0; at < text.length; ) {
    const code = isPlain ? 0 : (text.codePointAt(at) ?? 0)
    const length = code > 0xffff ? 2 : 1
    const width = isPlain ? 1 : widthOf(code, column)
    if (column > 0 && column + width > columns) {
      rowStart = breakBefore(text, at, rowStart, columns)
      breaks.push(rowStart)
      column = isPlain ? at - rowStart : widthBetween(text, rowStart, at)
      continue
    }
    column += width
    at += length
  }
  return breaks.length > 0 ? breaks : null
}

/** How many rows a line takes. */
export function rowsOf(text: string, columns: number): number {
  return (wrapLine(text, columns)?.length ?? 0) + 1
}

function breakBefore(text: string, at: number, rowStart: number, columns: number): number {
  const earliest = Math.max(rowStart + 1, at - Math.floor(columns * KEPT_WORD))
  for (let place = at; place >= earliest; place--)
    if (' /-,;&?'.includes(text.charAt(place - 1))) return place
  return at
}

function widthBetween(text: string, from: number, to: number): number {
  let column = 0
  for (let at = from; at < to; ) {
    const code = text.codePointAt(at) ?? 0
    column += widthOf(code, column)
    at += code > 0xffff ? 2 : 1
  }
  return column
}

/** Columns of a character: rather too many than too few, so that no row is wider than the screen. */
function widthOf(code: number, column: number): number {
  if (code === 0x09) return TAB - (column % TAB)
  if (code < 0x300) return 1
  // Marks that stand on the letter before them, and joiners.
  if (code <= 0x36f || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) return 0
  if (code < 0x1100) return 1
  // Emoji are wider than two columns in most faces.
  if (code >= 0x1f000) return 3
  const isWide =
    code <= 0x115f ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6)
  return isWide || (code >= 0x2190 && code <= 0x2bff) ? 2 : 1
}
