import type { WordNode } from 'just-bash'
import type { Part } from './ast.ts'
import type { Expander } from './expand.ts'
import { type Piece, patternSource } from './pattern.ts'
import { ShellError } from './shell-state.ts'

/** What one part of a word became. More than one field only for arrays and `$@`. */
export interface Expanded {
  fields: string[]
  quoted: boolean
  /** Whether the fields are split once more at blanks. */
  splits: boolean
}

interface Words {
  text(word: WordNode): Promise<string>
  pieces(word: WordNode): Promise<Piece[]>
  parts(word: WordNode): Promise<Expanded[]>
}

/** `$name`, `${name…}` and all that may stand in there. */
export async function expandParameter(
  part: Part<'ParameterExpansion'>,
  shell: Expander,
  inQuotes: boolean,
  words: Words,
): Promise<Expanded[]> {
  const { parameter, operation } = part
  const result = (fields: string[]): Expanded[] => [{ fields, quoted: inQuotes, splits: !inQuotes }]
  if (operation?.type === 'ArrayKeys') return result(shell.variables.keys(operation.array))
  if (operation?.type === 'Indirection') {
    const name = shell.variables.demand(parameter)
    return result([shell.variables.text(name) ?? ''])
  }
  const values = await valuesOf(parameter, shell)
  const many = /^[@*]$|\[[@*]\]$/.test(parameter)
  const joins = many && inQuotes && /\*\]?$/.test(parameter)
  const spread = (fields: readonly string[]): Expanded[] =>
    result(joins ? [fields.join((shell.variables.text('IFS') ?? ' ').slice(0, 1))] : [...fields])

  if (operation === null) {
    if (many) return spread(values ?? [])
    return result([values?.[0] ?? shell.variables.demand(parameter)])
  }
  const unset = values === null || (many && values.length === 0)
  const empty = unset || (values?.join('') ?? '') === ''
  switch (operation.type) {
    case 'DefaultValue':
      return (operation.checkEmpty ? empty : unset) ? words.parts(operation.word) : spread(values ?? [])
    case 'UseAlternative':
      return (operation.checkEmpty ? empty : unset)
        ? result(inQuotes && !many ? [''] : [])
        : words.parts(operation.word)
    case 'AssignDefault': {
      if (!(operation.checkEmpty ? empty : unset)) return spread(values ?? [])
      const text = await words.text(operation.word)
      shell.variables.set(parameter, text)
      return result([text])
    }
    case 'ErrorIfUnset':
      if (!(operation.checkEmpty ? empty : unset)) return spread(values ?? [])
      throw new ShellError(
        `${parameter}: ${operation.word ? await words.text(operation.word) : 'parameter null or not set'}`,
      )
    case 'Length':
      return result([
        String(
          many ? (values?.length ?? 0) : length(values?.[0] ?? shell.variables.demand(parameter), shell),
        ),
      ])
    case 'Substring': {
      const from = await shell.arithmetic(operation.offset)
      const count = operation.length ? await shell.arithmetic(operation.length) : undefined
      if (many) {
        // ${@:1} counts from $0.
        const list =
          parameter === '@' || parameter === '*'
            ? [shell.variables.text('0') ?? '', ...(values ?? [])]
            : (values ?? [])
        return spread(list.slice(from, count === undefined ? undefined : from + count))
      }
      const text = values?.[0] ?? ''
      const start = from < 0 ? Math.max(0, text.length + from) : from
      const end = count === undefined ? text.length : count < 0 ? text.length + count : start + count
      return result([text.slice(start, end)])
    }
    case 'PatternRemoval': {
      const pieces = await words.pieces(operation.pattern)
      return spread((values ?? []).map((text) => remove(text, pieces, operation.side, operation.greedy)))
    }
    case 'PatternReplacement': {
      const source = patternSource(await words.pieces(operation.pattern))
      const replacement = operation.replacement ? await words.text(operation.replacement) : ''
      const anchored =
        operation.anchor === 'start'
          ? `^(?:${source})`
          : operation.anchor === 'end'
            ? `(?:${source})$`
            : source
      const pattern = new RegExp(anchored, operation.all ? 'gsu' : 'su')
      return spread((values ?? []).map((text) => text.replace(pattern, () => replacement)))
    }
    case 'CaseModification':
      return spread(
        (values ?? []).map((text) => {
          const change = (piece: string): string =>
            operation.direction === 'upper' ? piece.toUpperCase() : piece.toLowerCase()
          return operation.all ? change(text) : change(text.slice(0, 1)) + text.slice(1)
        }),
      )
    case 'Transform':
      if (operation.operator !== 'Q')
        throw new ShellError(`${parameter}@${operation.operator}: not known here`)
      return spread((values ?? []).map((text) => `'${text.replaceAll("'", `'\\''`)}'`))
    default:
      throw new ShellError(`\${${parameter}}: bad substitution`)
  }
}

/** Bytes count where the locale is C, characters elsewhere. */
function length(text: string, shell: Expander): number {
  return shell.variables.text('LC_ALL') === 'C' ? Buffer.byteLength(text) : [...text].length
}

async function valuesOf(parameter: string, shell: Expander): Promise<string[] | null> {
  const element = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(parameter)
  if (element) {
    const [, name = '', key = ''] = element
    if (key === '@' || key === '*') return shell.variables.list(name)
    const index =
      shell.variables.raw(name) instanceof Map ? await shell.keyText(key) : String(await shell.numberOf(key))
    const value = shell.variables.element(name, index)
    return value === undefined ? null : [value]
  }
  if (parameter === '@' || parameter === '*') return shell.variables.list(parameter)
  const value = shell.variables.text(parameter)
  return value === undefined ? null : [value]
}

function remove(text: string, pieces: readonly Piece[], side: 'prefix' | 'suffix', greedy: boolean): string {
  if (side === 'prefix')
    return text.replace(new RegExp(`^(?:${patternSource(pieces, '.', greedy)})`, 'su'), '')
  const whole = new RegExp(`^(?:${patternSource(pieces)})$`, 'su')
  const starts = Array.from({ length: text.length + 1 }, (_, index) => index)
  const at = (greedy ? starts : starts.reverse()).find((start) => whole.test(text.slice(start)))
  return at === undefined ? text : text.slice(0, at)
}
