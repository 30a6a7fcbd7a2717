/** A number with its noun: "1 person", "12 people", "1,340 pods". `many` is the plural; one with an s by default. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** Names as a person lists them: "hub, proxy and binder". More than `most` are counted: "a, b and 7 more". */
export function listed(names: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const shown = names.slice(0, names.length > most + 1 ? most : names.length)
  const all = shown.length < names.length ? [...shown, `${names.length - shown.length} more`] : shown
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}
