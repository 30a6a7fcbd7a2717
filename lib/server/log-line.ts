import { visible } from '../shared/visible.ts'

const LINE_MAX = 2_048

/**
 * One entry of the console's log. Further lines (a stack) are indented, so that only an entry of ours begins with
 * a time; control characters are shown as escapes, and an entry is cut at 2,048 characters.
 */
export function logLine(at: Date, text: string): string {
  // Cut first: what comes from a server may be a mebibyte long.
  const long = text.length > LINE_MAX
  const shown = visible(text.slice(0, LINE_MAX).trimEnd().replaceAll('\n', '\n    '), '\n').slice(0, LINE_MAX)
  return `${at.toISOString()} ${shown}${long ? '…' : ''}`
}
