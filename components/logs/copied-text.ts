import type { StoredLine } from './log-line-store.ts'
import type { LogModel } from './log-model.ts'

/** The lines in which a selection begins and ends, in either order. */
export interface Selected {
  anchor: StoredLine
  focus: StoredLine
}

/** Characters that are put on a clipboard, at most: it is not made for more. */
const MOST = 20_000_000

/**
 * The text of a selection, also of those of its lines that are not on the screen: lines as they are, without times,
 * marks and the breaks of our own.
 */
export function copiedText(
  model: LogModel,
  { anchor, focus }: Selected,
  drawn: (line: StoredLine) => { element: HTMLElement; selection: Selection } | null,
): string {
  const { lines } = model.index
  const ends = [lines.indexOf(anchor), lines.indexOf(focus)].sort((a, b) => a - b)
  const [first = 0, last = 0] = ends
  const parts: string[] = []
  let length = 0
  for (let at = Math.max(0, first); at <= last && length < MOST; at++) {
    const line = lines[at]
    if (!line) continue
    const place = at === first || at === last ? drawn(line) : null
    const text = place ? selectedPart(line, place) : line.text
    parts.push(text)
    length += text.length
  }
  return parts.join('\n')
}

/** Of a line in which a selection begins or ends: what of its text is in it. */
function selectedPart(
  line: StoredLine,
  { element, selection }: { element: HTMLElement; selection: Selection },
): string {
  const text = element.querySelector('.t')
  const range = selection.rangeCount > 0 ? selection.getRangeAt(0) : null
  if (!text || !range) return line.text
  const from = offsetIn(text, range.startContainer, range.startOffset) ?? 0
  const to = offsetIn(text, range.endContainer, range.endOffset) ?? line.text.length
  return line.text.slice(from, to)
}

/** How many characters of an element's text stand before a place in it; null for a place outside. */
function offsetIn(element: Element, node: Node, offset: number): number | null {
  if (!element.contains(node)) return null
  const before = document.createRange()
  before.selectNodeContents(element)
  before.setEnd(node, offset)
  return before.toString().length
}
