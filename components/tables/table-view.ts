import type { TableKind } from './table-kind.ts'

/** Longer than anybody types; an address may hold anything. */
const TEXT_MAX = 300

/** What of a table is shown, and how; it stands in the address bar. */
export interface TableView {
  /** Only this namespace; null for all. */
  namespace: string | null
  /** Only this group; null for all. */
  group: string | null
  text: string
  sort: string
  /** The other way round than the column's first. */
  reversed: boolean
}

type ViewedKind = Pick<TableKind<never>, 'sort'> & {
  columns: readonly { id: string }[]
  groups?: { all: readonly { id: string }[] }
}

/** Everything, in the kind's own order. */
export function plainView({ sort }: Pick<ViewedKind, 'sort'>): TableView {
  return { namespace: null, group: null, text: '', sort, reversed: false }
}

/** Reads a view from a query string; what it does not know is as in the plain view. */
export function readView(kind: ViewedKind, query: URLSearchParams): TableView {
  const wanted = query.get('sort')
  const group = query.get('show')
  return {
    namespace: query.get('ns') || null,
    group: kind.groups?.all.some(({ id }) => id === group) ? group : null,
    text: (query.get('q') ?? '').slice(0, TEXT_MAX),
    sort: kind.columns.find(({ id }) => id === wanted)?.id ?? kind.sort,
    reversed: query.get('order') === 'reversed',
  }
}

/** The query with this view in it. What else stands there stays. */
export function withView(kind: ViewedKind, query: URLSearchParams, view: TableView): URLSearchParams {
  const next = new URLSearchParams(query)
  const fields: [string, string | null][] = [
    ['show', view.group],
    ['ns', view.namespace],
    ['q', view.text.slice(0, TEXT_MAX) || null],
    ['sort', view.sort === kind.sort ? null : view.sort],
    ['order', view.reversed ? 'reversed' : null],
  ]
  for (const [name, value] of fields) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  return next
}
