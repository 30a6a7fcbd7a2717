/** The part of a page that the rest of an address names: the first for none, null for what is no part of it. */
export function partOf<Part extends string>(
  parts: Readonly<Record<Part, string>>,
  rest: readonly string[] | undefined,
): Part | null {
  const names = Object.keys(parts) as Part[]
  const [named, ...more] = rest ?? []
  if (more.length > 0) return null
  const [first = null] = names
  if (named === undefined) return first
  // The first has the shorter address, and only that.
  return names.slice(1).find((name) => name === named) ?? null
}
