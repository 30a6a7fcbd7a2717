import { isValues, type Values } from '../values.ts'
import type { Diagnostic } from './diagnostic.ts'
import { nearest } from './nearest.ts'
import { removeEntry } from './remove-entry.ts'
import type { Entry, ValuesText } from './values-text.ts'

/**
 * The part of JSON Schema (draft 7) that the charts of BinderHub and JupyterHub use: all of both charts' schemas was
 * looked through. What is not here is not judged; Helm on the server has the last word.
 */
export interface JsonSchema {
  type?: string | readonly string[]
  enum?: readonly unknown[]
  properties?: Readonly<Record<string, JsonSchema>>
  patternProperties?: Readonly<Record<string, JsonSchema>>
  additionalProperties?: boolean | JsonSchema
  required?: readonly string[]
  items?: JsonSchema
  minimum?: number
  maximum?: number
  minLength?: number
  pattern?: string
  anyOf?: readonly JsonSchema[]
  oneOf?: readonly JsonSchema[]
  allOf?: readonly JsonSchema[]
  description?: string
  default?: unknown
}

/** What Helm will refuse by the chart's schema, at the keys that it is about. Null takes a default away and is never wrong. */
export function schemaProblems(file: ValuesText, schema: JsonSchema): Diagnostic[] {
  const problems: Diagnostic[] = []
  const visit = (value: unknown, at: JsonSchema, path: readonly string[]): void => {
    const entry = file.at(path)
    if (value === null || value === undefined) return
    const words = mismatch(value, at)
    if (words !== null) {
      if (entry !== null) problems.push(finding(entry, 'schema', words))
      return
    }
    for (const part of at.allOf ?? []) visit(value, part, path)
    if (isValues(value)) visitMap(value, at, path)
    else if (Array.isArray(value) && at.items)
      for (const [index, item] of value.entries()) visit(item, at.items, [...path, String(index)])
  }
  const visitMap = (value: Values, at: JsonSchema, path: readonly string[]): void => {
    for (const [key, below] of Object.entries(value)) {
      const child = childSchema(at, key)
      const entry = file.at([...path, key])
      if (child !== null) visit(below, child, [...path, key])
      else if (entry !== null) problems.push(unknownKey(file, entry, Object.keys(at.properties ?? {})))
    }
  }
  if (file.values !== null) visit(file.values, schema, [])
  return problems
}

/** The schema of a key; null where the map is closed and does not have it. */
function childSchema(at: JsonSchema, key: string): JsonSchema | null {
  const { properties = {}, patternProperties = {}, additionalProperties = true } = at
  if (Object.hasOwn(properties, key)) return properties[key] ?? null
  for (const [pattern, schema] of Object.entries(patternProperties)) if (matches(pattern, key)) return schema
  if (additionalProperties === false) return null
  return additionalProperties === true ? {} : additionalProperties
}

function mismatch(value: unknown, at: JsonSchema): string | null {
  const types = at.type === undefined ? [] : typeof at.type === 'string' ? [at.type] : at.type
  const wanted = types.filter((type) => type !== 'null')
  if (wanted.length > 0 && !wanted.some((type) => isOf(value, type)))
    return `This has to be ${wanted.map(typeWord).join(' or ')}, and is ${typeWord(typeOf(value))}.`
  if (at.enum && !at.enum.includes(value))
    return `It is one of ${at.enum.filter((one) => one !== null).join(', ')}.`
  if (typeof value === 'number' && at.minimum !== undefined && value < at.minimum)
    return `It is ${at.minimum} or more.`
  if (typeof value === 'number' && at.maximum !== undefined && value > at.maximum)
    return `It is ${at.maximum} or less.`
  if (typeof value === 'string' && at.minLength !== undefined && value.length < at.minLength)
    return 'It may not be empty.'
  if (typeof value === 'string' && at.pattern !== undefined && !matches(at.pattern, value))
    return `It does not have the form that the chart wants: ${at.pattern.slice(0, 80)}`
  const some = at.anyOf ?? at.oneOf
  if (some?.every((one) => mismatch(value, one) !== null))
    return some.map((one) => mismatch(value, one)).at(-1) ?? null
  return null
}

function isOf(value: unknown, type: string): boolean {
  switch (type) {
    case 'object':
      return isValues(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return isValues(value) ? 'object' : typeof value
}

function typeWord(type: string): string {
  const words: Readonly<Record<string, string>> = {
    object: 'a map of keys',
    array: 'a list',
    integer: 'a whole number',
    number: 'a number',
    string: 'text',
    boolean: 'true or false',
  }
  return words[type] ?? type
}

function unknownKey(file: ValuesText, entry: Entry, known: readonly string[]): Diagnostic {
  const where = entry.path.slice(0, -1).join('.')
  const meant = nearest(entry.key, known)
  const place = where === '' ? 'at the top' : `under ${where}`
  return {
    rule: 'schema',
    severity: 'error',
    ...entry.keySpan,
    message: `The chart knows no ${entry.key} ${place}${meant === null ? '' : `; ${meant} it knows`}. Helm would refuse the whole file.`,
    fix:
      meant === null
        ? { label: 'Take it out', edits: [removeEntry(file, entry)] }
        : { label: `Write ${meant}`, edits: [{ ...entry.keySpan, insert: meant }] },
  }
}

function finding(entry: Entry, rule: string, message: string): Diagnostic {
  const span = entry.node === null ? entry.keySpan : entry.valueSpan
  return { rule, severity: 'error', from: span.from, to: span.to, message, fix: null }
}

const compiled = new Map<string, RegExp | null>()

/** Patterns come out of a chart: one that cannot be compiled matches everything, as Helm would have refused the chart. */
function matches(pattern: string, text: string): boolean {
  let regex = compiled.get(pattern)
  if (regex === undefined) {
    try {
      regex = pattern.length > 200 ? null : new RegExp(pattern, 'u')
    } catch {
      regex = null
    }
    compiled.set(pattern, regex)
  }
  return regex === null || regex.test(text.slice(0, 1000))
}
