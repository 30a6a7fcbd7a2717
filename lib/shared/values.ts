import type { DocumentOptions, ParseOptions, SchemaOptions, Tags } from 'yaml'

/** Values of a chart, as Helm holds them. */
export type Values = { readonly [key: string]: unknown }

/** How Helm reads YAML: version 1.1, the last of two equal keys wins, dates and 12:30:45 are text. */
export const helmYaml: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  uniqueKeys: false,
  logLevel: 'error',
  customTags: withoutTimes,
}

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

/** What stands at a path; null where nothing does. */
export function valueAt(values: Values, path: readonly string[]): unknown {
  let at: unknown = values
  for (const key of path) at = isValues(at) ? at[key] : undefined
  return at ?? null
}

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
