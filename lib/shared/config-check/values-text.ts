import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
} from 'yaml'
import { helmYaml, isValues, type Values } from '../values.ts'
import type { Diagnostic, Span } from './diagnostic.ts'

/** Larger than any values file that a person keeps; what is larger is not read. */
const MAX_TEXT = 2 * 1024 * 1024
/** Deeper than any chart's values. */
const MAX_DEPTH = 60
/** The parser calls itself for each level: what may be deeper than this is not given to it. */
const MAX_PARSED_DEPTH = 400

/** A key of a map, where it stands, and what it is given. */
export interface Entry {
  path: readonly string[]
  key: string
  keySpan: Span
  /** Null where nothing stands behind the colon. */
  node: Node | null
  /** The value alone, without comments and the blanks before it; where there is none, the place for it. */
  valueSpan: Span
  /** From the key to the end of the value. */
  span: Span
}

/** A values file as Helm reads it, with the places of everything in it. */
export interface ValuesText {
  text: string
  /** What keeps it from being read, or from being read as it looks. */
  problems: Diagnostic[]
  /** Null where it could not be read. */
  values: Values | null
  /** What the file is as a whole; null for one that is empty or unread. */
  root: Node | null
  /** All keys at all depths, in the order of the file; those in sequences with their index in the path. */
  entries: readonly Entry[]
  /** The last entry of that path, which is the one that counts; null where there is none. */
  at(path: readonly string[]): Entry | null
  scalars: readonly { node: Scalar; path: readonly string[]; span: Span }[]
}

const nothing = { values: null, root: null, entries: [], at: () => null, scalars: [] }

/**
 * Reads a values file as Helm does: YAML 1.1, merge keys, the last of two equal keys wins. Never throws; whatever is no
 * values file comes back as problems, within a second whatever it holds.
 */
export function readValuesText(text: string): ValuesText {
  const unreadable = beforeReading(text)
  if (unreadable !== null) return { text, problems: [unreadable], ...nothing }
  const document = parseDocument(text, helmYaml)
  const problems = document.errors.map(({ pos: [from, to], message, code }) =>
    yamlProblem(text, { from, to: Math.max(to, from + 1) }, message, code),
  )
  if (problems.length > 0) return { text, problems, ...nothing }
  const { contents } = document
  if (contents !== null && !isMap(contents) && !(isScalar(contents) && contents.value === null))
    return {
      text,
      problems: [
        wrong(
          'not-a-map',
          spanOf(text, contents),
          'A values file is a map of keys and values, and this is none.',
        ),
      ],
      ...nothing,
    }
  const values = toValues(document)
  if (values === null)
    return {
      text,
      problems: [
        wrong(
          'aliases',
          { from: 0, to: Math.min(text.length, 1) },
          'Its aliases (*name) make more out of it than anybody can read. Helm would try.',
        ),
      ],
      ...nothing,
    }
  const walk = walkMap(text, contents)
  if (walk === null) return { text, problems: [deep({ from: 0, to: 1 })], ...nothing }
  const byPath = new Map(walk.entries.map((entry) => [entry.path.join('\0'), entry]))
  return {
    text,
    problems,
    values,
    root: isMap(contents) ? contents : null,
    ...walk,
    at: (path) => byPath.get(path.join('\0')) ?? null,
  }
}

function beforeReading(text: string): Diagnostic | null {
  const all = { from: 0, to: Math.min(text.length, 1) }
  if (text.length > MAX_TEXT)
    return wrong(
      'too-long',
      all,
      `The file has ${Math.round(text.length / 1024 / 1024)} MB. Values of 2 MB or more are not read; Kubernetes keeps no more than 1 MB.`,
    )
  const control = text.search(/(?![\t\n\r])\p{Cc}/u)
  if (control >= 0)
    return wrong(
      'control-character',
      { from: control, to: control + 1 },
      'There is a character here that no text has. The file may be something else, or was damaged on its way.',
    )
  const replaced = text.indexOf('\ufffd')
  if (replaced >= 0)
    return wrong(
      'not-utf-8',
      { from: replaced, to: replaced + 1 },
      'A character here could not be read: the file was not saved as UTF-8.',
    )
  return tooDeep(text)
}

/** Counts brackets and indents, roughly: text in quotes that goes over several lines may count as well. */
function tooDeep(text: string): Diagnostic | null {
  let open = 0
  let at = 0
  const indents: number[] = []
  for (const line of text.split('\n')) {
    const indent = line.search(/[^ ]/)
    if (indent >= 0 && line[indent] !== '#') {
      while ((indents.at(-1) ?? -1) >= indent) indents.pop()
      indents.push(indent)
      // `- - - x` opens a level with each dash.
      const dashes = (/^(?:- )+/.exec(line.slice(indent))?.[0].length ?? 0) / 2
      let deepest = open
      for (const char of line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '')) {
        if (char === '[' || char === '{') open += 1
        else if (char === ']' || char === '}') open = Math.max(0, open - 1)
        deepest = Math.max(deepest, open)
      }
      if (indents.length + deepest + dashes > MAX_PARSED_DEPTH)
        return deep({ from: at + indent, to: at + line.length })
    }
    at += line.length + 1
  }
  return null
}

function deep(span: Span): Diagnostic {
  return wrong('too-deep', span, `This stands ${MAX_DEPTH} levels deep or more. No value of the chart does.`)
}

function yamlProblem(text: string, span: Span, message: string, code: string): Diagnostic {
  const line = text.slice(0, span.from).split('\n').length
  const said = (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').slice(0, 200)
  if (code === 'TAB_AS_INDENT' || text[span.from] === '\t')
    return {
      ...wrong('tab', span, `Line ${line} begins with a tab. YAML takes only spaces there.`),
      fix: untab(text),
    }
  return wrong('yaml', span, `Line ${line} cannot be read as YAML: ${said}`)
}

/** All tabs at the beginnings of lines become two spaces. */
function untab(text: string): Diagnostic['fix'] {
  const edits = [...text.matchAll(/^[ ]*\t[ \t]*/gm)].map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
    insert: found.replaceAll('\t', '  '),
  }))
  return edits.length === 0 ? null : { label: 'Make them spaces', edits }
}

function toValues(document: Document): Values | null {
  try {
    const values: unknown = document.toJS({ maxAliasCount: 200 })
    return isValues(values) ? values : {}
  } catch {
    return null
  }
}

/** Null for what is deeper than any values are. */
function walkMap(text: string, contents: unknown): Pick<ValuesText, 'entries' | 'scalars'> | null {
  const entries: Entry[] = []
  const scalars: { node: Scalar; path: readonly string[]; span: Span }[] = []
  let tooDeep = false
  const visit = (node: unknown, path: readonly string[]): void => {
    if (path.length > MAX_DEPTH) tooDeep = true
    else if (isMap(node)) for (const pair of node.items) visitPair(pair, path)
    else if (isCollection(node))
      for (const [index, item] of node.items.entries()) visit(item, [...path, String(index)])
    else if (isScalar(node)) scalars.push({ node, path, span: spanOf(text, node) })
  }
  const visitPair = (pair: Pair, path: readonly string[]): void => {
    if (!isPair(pair) || !isNode(pair.key) || isAlias(pair.key)) return
    const key = isScalar(pair.key) ? String(pair.key.value) : ''
    const keySpan = spanOf(text, pair.key)
    const value = isNode(pair.value) && hasText(text, pair.value) ? pair.value : null
    const after = text.indexOf(':', keySpan.to) + 1 || keySpan.to
    const valueSpan = value === null ? { from: after, to: after } : spanOf(text, value)
    const entry = {
      path: [...path, key],
      key,
      keySpan,
      node: value,
      valueSpan,
      span: { from: keySpan.from, to: valueSpan.to },
    }
    entries.push(entry)
    visit(value, entry.path)
  }
  visit(contents, [])
  return tooDeep ? null : { entries, scalars }
}

function hasText(text: string, node: Node): boolean {
  const { from, to } = spanOf(text, node)
  return to > from
}

/** Where a node stands, without the comments and blank lines behind it. */
export function spanOf(text: string, node: unknown): Span {
  const [from = 0, to = from] = isNode(node) ? (node.range ?? []) : []
  const whole = text.slice(from, to)
  return { from, to: from + whole.trimEnd().length }
}

function wrong(rule: string, span: Span, message: string): Diagnostic {
  return { rule, severity: 'error', ...span, message, fix: null }
}
