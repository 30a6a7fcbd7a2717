import type { RunRow } from '../../lib/shared/run-row.ts'
import { type RunGroup, runGroup } from './run-status.ts'

/** What the runs page shows; it stands in the address bar. */
export interface RunFilter {
  group: RunGroup | 'all'
  text: string
}

export const groupLabels = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Under way' },
  { value: 'done', label: 'Done' },
  { value: 'failed', label: 'Failed or stopped' },
] as const

/** Reads the filter from a query string; what it does not know is "all". */
export function readFilter(query: URLSearchParams): RunFilter {
  const group = groupLabels.find(({ value }) => value === query.get('state'))
  return { group: group?.value ?? 'all', text: query.get('q') ?? '' }
}

/** The query string of a filter, with its question mark; empty for no filter, so that the plain address is plain. */
export function filterQuery({ group, text }: RunFilter): string {
  const query = new URLSearchParams()
  if (group !== 'all') query.set('state', group)
  if (text !== '') query.set('q', text)
  return query.size === 0 ? '' : `?${query}`
}

/** The runs that match, newest first. Every word of the text must be somewhere in title, person or server. */
export function filterRuns(runs: readonly RunRow[], { group, text }: RunFilter): RunRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return runs
    .filter((run) => group === 'all' || runGroup(run) === group)
    .filter((run) => {
      const hay = `${run.title} ${run.by} ${run.serverName}`.toLowerCase()
      return words.every((word) => hay.includes(word))
    })
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
}
