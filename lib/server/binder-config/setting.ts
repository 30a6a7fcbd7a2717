/** What a value of the chart may be here. */
export type Value = string | number | boolean | null | readonly string[]

/** One value of the chart, and why it is there. */
export interface Setting {
  path: readonly string[]
  /** Null: the plan wants it not to be set. Such a setting is not written, and taken away where it stands. */
  value: Value
  /** Lines of comment above it. */
  says: readonly string[]
  /**
   * `plan`: an answer of the plan, whatever stood there before. `fresh`: a good choice for a new file; values that
   * somebody made by hand are left as they are. `with`: needed once the value at that path becomes another one.
   */
  kind: 'plan' | 'fresh' | { with: readonly string[] }
  /** The default of the chart, where it is known for every version: not being set is then as good as this. */
  absentMeans?: Value
}

export function dotted(path: readonly string[]): string {
  return path.join('.')
}
