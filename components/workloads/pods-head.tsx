'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { Icon } from '../ui/icon.tsx'
import { type PodColumn, type PodView, podColumns } from './pod-list.ts'

const labels: { readonly [Column in PodColumn]: string } = {
  status: 'Status',
  name: 'Name',
  namespace: 'Namespace',
  ready: 'Ready',
  restarts: 'Restarts',
  age: 'Age',
  node: 'Node',
}

const numbers: ReadonlySet<PodColumn> = new Set(['ready', 'restarts', 'age'])
/** Columns whose first way is downwards: most restarts, newest. A reader hears which it is. */
const downwards: ReadonlySet<PodColumn> = new Set(['restarts', 'age', 'status'])

/** The heads of the columns: pressing one sorts by it, pressing it again turns the order round. */
export function PodsHead({ view, onView }: { view: PodView; onView: (view: PodView) => void }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {podColumns.map((column) => {
          const sorted = view.sort === column
          const falls = downwards.has(column) !== view.reversed
          return (
            <th
              key={column}
              scope="col"
              className={numbers.has(column) ? `num ${column}` : column}
              aria-sort={sorted ? (falls ? 'descending' : 'ascending') : undefined}
            >
              <button
                type="button"
                className="sort"
                onClick={() => onView({ ...view, sort: column, reversed: sorted && !view.reversed })}
              >
                {labels[column]}
                {sorted && <Icon of={falls ? ArrowDown : ArrowUp} small />}
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
