import type { Edit } from './diagnostic.ts'
import type { Entry, ValuesText } from './values-text.ts'

/**
 * Takes an entry out, with its whole lines where it has them for itself; comments above it stay. In `{a: 1, b: 2}` the
 * comma goes with it.
 */
export function removeEntry({ text }: ValuesText, { span }: Entry): Edit {
  const lineStart = text.lastIndexOf('\n', span.from - 1) + 1
  const lineEnd = text.indexOf('\n', span.to)
  const before = text.slice(lineStart, span.from)
  const after = text.slice(span.to, lineEnd < 0 ? text.length : lineEnd)
  if (/^\s*$/.test(before) && /^\s*(#.*)?$/.test(after))
    return { from: lineStart, to: lineEnd < 0 ? text.length : lineEnd + 1, insert: '' }
  const comma = /^\s*,\s*/.exec(text.slice(span.to))?.[0].length ?? 0
  if (comma > 0) return { from: span.from, to: span.to + comma, insert: '' }
  const commaBefore = /\s*,\s*$/.exec(text.slice(0, span.from))?.[0].length ?? 0
  return { from: span.from - commaBefore, to: span.to, insert: '' }
}
