/** Reading of objects that come from a server: nothing in them is taken for granted, and nothing here throws. */

/** What stands at a path of fields: `at(object, 'spec', 'nodeName')`; undefined where there is nothing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((now, key) => {
    const fields = fieldsOf(now)
    return Object.hasOwn(fields, key) ? fields[key] : undefined
  }, value)
}

/** The fields of a map; none of anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

/** The parts of a list; none of anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text, or a number as text; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** A number; 0 for anything else. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

/** A time of the API in milliseconds since the epoch; null for none. */
export function timeOf(value: unknown): number | null {
  return Date.parse(textOf(value)) || null
}
