import type { WordNode } from 'just-bash'
import type { Part, WordPart } from './ast.ts'
import { type Expanded, expandParameter } from './parameter.ts'
import { hasPattern, type Piece, patternSource } from './pattern.ts'
import type { Variables } from './variables.ts'

/** What expansion asks of the shell it happens in. */
export interface Expander {
  variables: Variables
  /** Runs a command substitution and gives its output without the line breaks at its end. */
  substitute(body: Part<'CommandSubstitution'>['body']): Promise<string>
  /** Starts a process substitution and gives the path that leads to it. */
  processSubstitution(part: Part<'ProcessSubstitution'>): string
  arithmetic(part: Part<'ArithmeticExpansion'>['expression']): Promise<number>
  /** The number that text is in an arithmetic place. */
  numberOf(text: string): Promise<number>
  /** The key of an associative array, expanded. */
  keyText(key: string): Promise<string>
  /** All paths of the file system, for patterns. */
  entries(): string[]
  cwd(): string
}

/** The fields that words become: expanded, split, and their patterns filled in. */
export async function expandWords(words: readonly WordNode[], shell: Expander): Promise<string[]> {
  const fields: string[] = []
  for (const word of words)
    for (const field of await fieldsOf(word, shell))
      fields.push(...(hasPattern(field) ? fillIn(field, shell) : [textOf(field)]))
  return fields
}

/** A word where no splitting happens: values of assignments, `case`, redirections. */
export async function expandText(word: WordNode, shell: Expander): Promise<string> {
  return textOf(await expandPieces(word, shell))
}

/** A word as a pattern: what was quoted in it stays literal. */
export async function expandPieces(word: WordNode, shell: Expander): Promise<Piece[]> {
  const pieces: Piece[] = []
  for (const part of word.parts)
    for (const expanded of await expandPart(part, shell, false))
      pieces.push({ text: expanded.fields.join(' '), quoted: expanded.quoted })
  return pieces
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('')
}

async function fieldsOf(word: WordNode, shell: Expander): Promise<Piece[][]> {
  const fields: Piece[][] = []
  let current: Piece[] | null = null
  const close = (): void => {
    if (current) fields.push(current)
    current = null
  }
  for (const part of braces(word.parts)) {
    if (part === null) {
      close()
      continue
    }
    for (const { fields: values, quoted, splits } of await expandPart(part, shell, false)) {
      for (const [index, value] of values.entries()) {
        if (index > 0) close()
        if (!splits) {
          current = [...(current ?? []), { text: value, quoted }]
          continue
        }
        const separators = shell.variables.text('IFS') ?? ' \t\n'
        const pieces = splitBy(value, separators)
        for (const [at, piece] of pieces.entries()) {
          if (at > 0) close()
          if (piece !== '') current = [...(current ?? []), { text: piece, quoted: false }]
        }
      }
    }
  }
  close()
  return fields
}

/** Splits as IFS says: runs of blanks are one border, and blanks at both ends are borders too. */
function splitBy(text: string, separators: string): string[] {
  if (separators === '' || text === '') return [text]
  const set = `[${separators.replace(/[\\\]^-]/g, '\\$&')}]`
  const parts = text.split(new RegExp(/^\s+$/.test(separators) ? `${set}+` : set))
  return parts
}

/** Brace expansion of a whole word; null stands between the words it becomes. */
function braces(parts: readonly WordPart[]): (WordPart | null)[] {
  const at = parts.findIndex(({ type }) => type === 'BraceExpansion')
  const part = parts[at]
  if (part?.type !== 'BraceExpansion') return [...parts]
  const before = parts.slice(0, at)
  const after = parts.slice(at + 1)
  const all: (WordPart | null)[] = []
  for (const item of part.items.flatMap(rangeOf)) {
    if (all.length > 0) all.push(null)
    all.push(...braces([...before, ...item, ...after]))
  }
  return all
}

function rangeOf(item: Part<'BraceExpansion'>['items'][number]): WordPart[][] {
  if (item.type === 'Word') return [item.word.parts]
  const from = Number(item.start)
  const to = Number(item.end)
  if (Number.isNaN(from) || Number.isNaN(to)) return []
  const step = Math.abs(item.step ?? 1) || 1
  const count = Math.floor(Math.abs(to - from) / step) + 1
  return Array.from({ length: count }, (_, index) => [
    { type: 'Literal', value: String(from + (to < from ? -1 : 1) * step * index) },
  ])
}

async function expandPart(part: WordPart, shell: Expander, inQuotes: boolean): Promise<Expanded[]> {
  const one = (text: string, quoted: boolean, splits = false): Expanded[] => [
    { fields: [text], quoted, splits },
  ]
  switch (part.type) {
    case 'Literal':
      return one(part.value, inQuotes)
    case 'SingleQuoted':
    case 'Escaped':
      return one(part.value, true)
    case 'Glob':
      return one(part.pattern, inQuotes)
    case 'TildeExpansion':
      return one(part.user === null ? (shell.variables.text('HOME') ?? '/root') : `/home/${part.user}`, true)
    case 'DoubleQuoted': {
      const inner: Expanded[] = []
      for (const each of part.parts) inner.push(...(await expandPart(each, shell, true)))
      // "" is a field, and "$@" without any is none.
      return inner.length > 0 || part.parts.length > 0 ? inner : one('', true)
    }
    case 'CommandSubstitution':
      return one(await shell.substitute(part.body), inQuotes, !inQuotes)
    case 'ArithmeticExpansion':
      return one(String(await shell.arithmetic(part.expression)), inQuotes)
    case 'ProcessSubstitution':
      return one(shell.processSubstitution(part), true)
    case 'ParameterExpansion':
      return expandParameter(part, shell, inQuotes, {
        text: (word) => expandText(word, shell),
        pieces: (word) => expandPieces(word, shell),
        parts: async (word) => {
          const all: Expanded[] = []
          for (const each of word.parts) all.push(...(await expandPart(each, shell, inQuotes)))
          return all.length > 0 ? all : one('', inQuotes)
        },
      })
    case 'BraceExpansion':
      return []
  }
}

function fillIn(field: Piece[], shell: Expander): string[] {
  const text = textOf(field)
  const absolute = text.startsWith('/')
  const base = shell.cwd() === '/' ? '/' : `${shell.cwd()}/`
  const pattern = new RegExp(`^${patternSource(field, '[^/]')}$`, 'su')
  const found = shell
    .entries()
    .map((path) => (absolute ? path : path.startsWith(base) ? path.slice(base.length) : ''))
    .filter((path) => path !== '' && pattern.test(path) && !/(^|\/)\.[^/]*$/.test(path))
    .sort()
  return found.length > 0 ? found : [text]
}
