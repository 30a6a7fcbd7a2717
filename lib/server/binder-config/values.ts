import { isDeepStrictEqual } from 'node:util'
import { parse, type Tags } from 'yaml'
import { dotted, type Setting } from './setting.ts'

/** Values of a chart, as Helm holds them. */
export type Values = { readonly [key: string]: unknown }

/**
 * Reads a values file as Helm does: YAML 1.1, the last of two equal keys wins. An empty file is no values.
 * Throws what the parser says of a file that is no YAML or no map.
 */
export function readValues(text: string): Values {
  const values: unknown = parse(text, {
    version: '1.1',
    uniqueKeys: false,
    logLevel: 'error',
    customTags: withoutTimes,
  })
  if (values === null || values === undefined) return {}
  if (!isValues(values)) throw new Error('The file holds no keys and values.')
  return values
}

/** To Helm, dates and 12:30:45 are text. */
function withoutTimes(tags: Tags): Tags {
  return tags.filter(
    (tag) =>
      typeof tag === 'string' ||
      (tag.tag !== 'tag:yaml.org,2002:timestamp' && !('format' in tag && tag.format === 'TIME')),
  )
}

/** Lays one over the other as Helm does: maps are merged, everything else is replaced, null takes away. */
export function mergeValues(below: Values, above: Values): Values {
  const merged: Record<string, unknown> = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const under = merged[key]
    if (value === null) delete merged[key]
    else merged[key] = isValues(value) && isValues(under) ? mergeValues(under, value) : value
  }
  return merged
}

export function valueAt(values: Values, path: readonly string[]): unknown {
  let at: unknown = values
  for (const key of path) at = isValues(at) ? at[key] : undefined
  return at ?? null
}

/** The settings of the plan that these values do not have. */
export function unmet<S extends Setting>(values: Values, settings: readonly S[]): S[] {
  return settings.filter(
    ({ path, value, kind, absentMeans = null }) =>
      kind === 'plan' && !sameAddress(valueAt(values, path) ?? absentMeans, value),
  )
}

/** An address means the same with and without a slash at its end. */
function sameAddress(a: unknown, b: unknown): boolean {
  const plain = (value: unknown): unknown =>
    typeof value === 'string' && /^https?:\/\//.test(value) ? value.replace(/\/+$/, '') : value
  return sameValue(plain(a), plain(b))
}

/** Paths at which two sets of values differ, such as `config.BinderHub.hub_url`. Empty maps count as nothing. */
export function differingPaths(one: Values, other: Values, at: readonly string[] = []): string[] {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].flatMap((key) => {
    const [a = null, b = null] = [one[key], other[key]]
    const path = [...at, key]
    if ((isValues(a) || a === null) && (isValues(b) || b === null))
      return differingPaths(a ?? {}, b ?? {}, path)
    return sameValue(a, b) ? [] : [dotted(path)]
  })
}

/** As text for a person: short, and on one line. */
export function brief(value: unknown): string {
  return value === null ? 'nothing' : (JSON.stringify(value) ?? 'nothing').slice(0, 80)
}

function sameValue(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a ?? null, b ?? null)
}

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
