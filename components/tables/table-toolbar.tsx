'use client'

import { Download, Filter, Keyboard } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import type { ClusterTable } from '../../lib/client/use-cluster-table.ts'
import { Icon } from '../ui/icon.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { FeedBadge } from './feed-badge.tsx'
import type { Namespace } from './namespaces.ts'
import type { ObjectRow, TableKind } from './table-kind.ts'
import type { TableView } from './table-view.ts'

interface TableToolbarProps<Row extends ObjectRow> {
  kind: TableKind<Row>
  fed: Pick<ClusterTable<unknown>, 'state' | 'since' | 'problem'>
  view: TableView
  onView: (view: TableView) => void
  namespaces: readonly Namespace[]
  counts: ReadonlyMap<string, number>
  shown: number
  all: number
  /** What of the search is not understood. */
  problem: string | null
  search: RefObject<HTMLInputElement | null>
  /** More of this kind's own, beside the badge. */
  tags?: ReactNode
  columnMenu: ReactNode
  onExport: () => void
  onHelp: () => void
}

/** What of a table is shown, how many that are, and whether they can be believed. */
export function TableToolbar<Row extends ObjectRow>(props: TableToolbarProps<Row>) {
  const { kind, view, onView, counts, shown, all, problem, search } = props
  return (
    <div className="toolbar">
      {kind.groups && (
        <Segmented
          label={`Which ${kind.many}`}
          hideLabel
          options={[
            { value: '', label: 'All', count: [...counts.values()].reduce((sum, count) => sum + count, 0) },
            ...kind.groups.all.map(({ id, label }) => ({ value: id, label, count: counts.get(id) ?? 0 })),
          ]}
          value={view.group ?? ''}
          onChange={(group) => onView({ ...view, group: group || null })}
        />
      )}
      <label className="filter">
        <Icon of={Filter} small />
        <span className="vh">Search</span>
        <input
          ref={search}
          type="search"
          placeholder={kind.hint}
          value={view.text}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : 'search-problem'}
          onChange={(event) => onView({ ...view, text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            onView({ ...view, text: '' })
            event.currentTarget.blur()
          }}
        />
        <kbd title="This key leads here">/</kbd>
      </label>
      {kind.namespaced && <NamespaceChoice {...props} />}
      <span className="dim count">{counted(kind, shown, all)}</span>
      {problem !== null && (
        <span className="hint" id="search-problem" role="status">
          {problem}
        </span>
      )}
      <span className="grow" />
      {props.tags}
      <span role="status">
        <FeedBadge {...props.fed} />
      </span>
      <span className="tools">
        {props.columnMenu}
        <button
          type="button"
          className="btn q s ico"
          aria-label="Save as CSV"
          title="Save what is shown as CSV"
          onClick={props.onExport}
        >
          <Icon of={Download} />
        </button>
        <button
          type="button"
          className="btn q s ico hide-s"
          aria-label="Keys"
          title="Keys (?)"
          onClick={props.onHelp}
        >
          <Icon of={Keyboard} />
        </button>
      </span>
    </div>
  )
}

function NamespaceChoice<Row extends ObjectRow>({ view, onView, namespaces, all }: TableToolbarProps<Row>) {
  const chosen = view.namespace
  // A namespace whose last object has gone stays chosen: the filter is what the person said.
  const isKnown = namespaces.some(({ name }) => name === chosen)
  return (
    <label className="filter pick">
      <span className="vh">Namespace</span>
      <select
        value={chosen ?? ''}
        onChange={(event) => onView({ ...view, namespace: event.target.value || null })}
      >
        <option value="">All namespaces, {all}</option>
        {chosen !== null && !isKnown && <option value={chosen}>{chosen}, 0</option>}
        {namespaces.map(({ name, rows }) => (
          <option key={name} value={name}>
            {name}, {rows}
          </option>
        ))}
      </select>
    </label>
  )
}

function counted<Row extends ObjectRow>({ one, many }: TableKind<Row>, shown: number, all: number): string {
  const total = `${all} ${all === 1 ? one : many}`
  return shown === all ? total : `${shown} of ${total}`
}
