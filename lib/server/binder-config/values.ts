import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'
import { helmYaml, isValues, type Values, valueAt } from '../../shared/values.ts'
import { dotted, type Setting } from './setting.ts'

/**
 * Reads a values file as Helm does: YAML 1.1, the last of two equal keys wins. An empty file is no values.
 * Throws what the parser says of a file that is no YAML or no map.
 */
export function readValues(text: string): Values {
  const values: unknown = parse(text, helmYaml)
  if (values === null || values === undefined) return {}
  if (!isValues(values)) throw new Error('The file holds no keys and values.')
  return values
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
