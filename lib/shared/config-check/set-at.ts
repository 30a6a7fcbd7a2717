import { isMap } from 'yaml'
import { setTo } from './check-context.ts'
import type { Edit } from './diagnostic.ts'
import { quoted } from './quoted.ts'
import { type Entry, spanOf, type ValuesText } from './values-text.ts'

/**
 * The one edit that sets a path to a value, given as YAML on one line: where the key is, its value is replaced; where it
 * is not, it is added behind the last key of the deepest map on the way that is there, with the maps between. Nothing
 * else of the text changes. Null where the way leads through something that is no block map.
 */
export function setAt(file: ValuesText, path: readonly string[], yaml: string): Edit | null {
  const there = file.at(path)
  if (there !== null) return setTo(there, yaml)
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const parent = file.at(path.slice(0, depth))
    if (parent !== null) return addBelow(file, parent, path.slice(depth), yaml)
  }
  if (isMap(file.root) && file.root.flow)
    return file.root.items.length > 0
      ? null
      : { ...spanOf(file.text, file.root), insert: lines(path, yaml, '') }
  const gap = file.text === '' || file.text.endsWith('\n') ? '' : '\n'
  const { length } = file.text
  return { from: length, to: length, insert: `${gap}${lines(path, yaml, '')}\n` }
}

function addBelow(file: ValuesText, parent: Entry, rest: readonly string[], yaml: string): Edit | null {
  const own = indentOf(file.text, parent)
  if (parent.node === null) {
    const end = endOfLine(file.text, parent.valueSpan.to)
    return { from: end, to: end, insert: `\n${lines(rest, yaml, `${own}  `)}` }
  }
  if (!isMap(parent.node)) return null
  if (parent.node.flow) {
    if (parent.node.items.length > 0) return null
    // `config: {}` becomes a block.
    return { ...parent.valueSpan, insert: `\n${lines(rest, yaml, `${own}  `)}` }
  }
  const children = file.entries.filter(
    ({ path }) =>
      path.length === parent.path.length + 1 && parent.path.every((key, index) => path[index] === key),
  )
  const last = children.at(-1)
  if (last === undefined) return null
  const end = endOfLine(file.text, last.span.to)
  return { from: end, to: end, insert: `\n${lines(rest, yaml, indentOf(file.text, last))}` }
}

function lines(path: readonly string[], yaml: string, indent: string): string {
  return path
    .map(
      (key, index) =>
        `${indent}${'  '.repeat(index)}${plainKey(key)}:${index === path.length - 1 ? ` ${yaml}` : ''}`,
    )
    .join('\n')
}

/** As it is, unless a reader could take it for anything but text. */
function plainKey(key: string): string {
  const plain = /^[A-Za-z_][\w-]*$/.test(key) && !/^(y|n|yes|no|on|off|true|false|null|e[-\d_]+)$/i.test(key)
  return plain ? key : quoted(key)
}

function indentOf(text: string, { keySpan }: Entry): string {
  return ' '.repeat(keySpan.from - (text.lastIndexOf('\n', keySpan.from - 1) + 1))
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end
}
