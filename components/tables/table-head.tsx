'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Icon } from '../ui/icon.tsx'
import type { Column } from './column.ts'
import type { TableView } from './table-view.ts'

interface TableHeadProps<Row> {
  columns: readonly Column<Row>[]
  view: TableView
  onView: (view: TableView) => void
  /** How many of the shown rows are marked. */
  marked: 'none' | 'some' | 'all'
  onMarkAll: () => void
}

/** The heads of the columns: pressing one sorts by it, pressing it again turns the order round. */
export function TableHead<Row>({ columns, view, onView, marked, onMarkAll }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="mark">
          <MarkAll marked={marked} onMarkAll={onMarkAll} />
        </th>
        {columns.map(({ id, label, numeric = false, falls = false }) => {
          const isSorted = view.sort === id
          const isDown = falls !== view.reversed
          return (
            <th
              key={id}
              scope="col"
              className={numeric ? 'num' : undefined}
              aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}
            >
              <button
                type="button"
                className="sort"
                onClick={() => onView({ ...view, sort: id, reversed: isSorted && !view.reversed })}
              >
                {label}
                {isSorted && <Icon of={isDown ? ArrowDown : ArrowUp} small />}
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

function MarkAll({ marked, onMarkAll }: Pick<TableHeadProps<unknown>, 'marked' | 'onMarkAll'>) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = marked === 'some'
  }, [marked])
  return (
    <label>
      <span className="vh">Select all that are shown</span>
      <input ref={box} type="checkbox" checked={marked === 'all'} onChange={onMarkAll} />
    </label>
  )
}
