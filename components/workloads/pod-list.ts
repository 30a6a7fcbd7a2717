import type { PodRow } from '../../lib/shared/pod-row.ts'
import { badness } from './pod-health.ts'

export const podColumns = ['status', 'name', 'namespace', 'ready', 'restarts', 'age', 'node'] as const
export type PodColumn = (typeof podColumns)[number]

/** What of the pods is shown, and how; it stands in the address bar. */
export interface PodView {
  /** Only this namespace; null for all. */
  namespace: string | null
  text: string
  sort: PodColumn
  /** The other way round than the column's first. */
  reversed: boolean
}

/** Everything, worst first. */
export const plainView: PodView = { namespace: null, text: '', sort: 'status', reversed: false }

/** Reads a view from a query string; what it does not know is as in the plain view. */
export function readView(query: URLSearchParams): PodView {
  return {
    namespace: query.get('ns') || null,
    text: query.get('q') ?? '',
    sort: podColumns.find((column) => column === query.get('sort')) ?? plainView.sort,
    reversed: query.get('order') === 'reversed',
  }
}

/** The query string of a view, with its question mark; empty for the plain view. */
export function viewQuery({ namespace, text, sort, reversed }: PodView): string {
  const query = new URLSearchParams()
  if (namespace !== null) query.set('ns', namespace)
  if (text !== '') query.set('q', text)
  if (sort !== plainView.sort) query.set('sort', sort)
  if (reversed) query.set('order', 'reversed')
  return query.size === 0 ? '' : `?${query}`
}

/** The pods of a view, in its order. Every word of the text must be somewhere in name, namespace, status or node. */
export function podsInView(pods: readonly PodRow[], view: PodView): PodRow[] {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean)
  return pods
    .filter(({ namespace }) => view.namespace === null || namespace === view.namespace)
    .filter(({ name, namespace, status, node }) => {
      if (words.length === 0) return true
      const hay = `${name} ${namespace} ${status} ${node ?? ''}`.toLowerCase()
      return words.every((word) => hay.includes(word))
    })
    .sort(orderOf(view))
}

type Order = (a: PodRow, b: PodRow) => number

/** A column's first way is the one a person looks for: worst, newest and most first, names from A on. */
const orders: { readonly [Column in PodColumn]: Order } = {
  status: (a, b) => badness(a) - badness(b) || compare(a.status, b.status),
  name: (a, b) => compare(a.name, b.name),
  namespace: (a, b) => compare(a.namespace, b.namespace),
  ready: (a, b) => a.ready.is - a.ready.of - (b.ready.is - b.ready.of),
  restarts: (a, b) => b.restarts - a.restarts,
  age: (a, b) => b.createdAt - a.createdAt,
  node: (a, b) => compare(a.node ?? '', b.node ?? ''),
}

/** Rows that are alike in the column keep the order of their names, so that none jumps. */
function orderOf({ sort, reversed }: PodView): Order {
  const order = orders[sort]
  const way = reversed ? -1 : 1
  return (a, b) => way * order(a, b) || compare(a.namespace, b.namespace) || compare(a.name, b.name)
}

// Names of Kubernetes are ASCII. Comparing them as words of a language costs forty times as much.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Every namespace that has pods, with how many, by name. */
export function namespacesOf(pods: readonly PodRow[]): { name: string; pods: number }[] {
  const counts = new Map<string, number>()
  for (const { namespace } of pods) counts.set(namespace, (counts.get(namespace) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, pods: count })).sort((a, b) => compare(a.name, b.name))
}
