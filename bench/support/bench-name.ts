/** Names that mean the same bench: of the two, the one that there is is run. */
const same: Readonly<Record<string, string>> = { table: 'tables', tables: 'table' }

/** The bench that a person means by a name, among those that there are; the name itself where there is none. */
export function benchNamed(name: string, all: readonly string[]): string {
  if (all.includes(name)) return name
  const other = Object.hasOwn(same, name) ? same[name] : undefined
  return other !== undefined && all.includes(other) ? other : name
}
