import { compareText } from './column.ts'

export interface Namespace {
  name: string
  rows: number
}

/** Every namespace that has rows, with how many, by name. */
export function namespacesOf(rows: Iterable<{ namespace: string }>): Namespace[] {
  const counts = new Map<string, number>()
  for (const { namespace } of rows) counts.set(namespace, (counts.get(namespace) ?? 0) + 1)
  return [...counts]
    .map(([name, count]) => ({ name, rows: count }))
    .sort((a, b) => compareText(a.name, b.name))
}
