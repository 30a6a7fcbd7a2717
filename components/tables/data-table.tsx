'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react'
import { Scroll } from '../ui/scroll.tsx'
import { type Arranged, isHead } from './arrange.ts'
import type { Column } from './column.ts'
import type { Selection } from './selection.ts'
import { TableHead } from './table-head.tsx'
import type { ObjectRow, TableKind } from './table-kind.ts'
import { TableLine } from './table-line.tsx'
import type { TableView } from './table-view.ts'

/** Pixels of a row and of a heading until they were measured. */
const ROW = 31
const HEAD = 29

/** What the keys need of a table on the screen. */
export interface TableOnScreen {
  /** Brings a row into sight. */
  reveal(uid: string): void
  /** Rows that one sees at once. */
  pageSize(): number
}

interface DataTableProps<Row extends ObjectRow> {
  kind: TableKind<Row>
  arranged: Arranged<Row>
  columns: readonly Column<Row>[]
  view: TableView
  onView: (view: TableView) => void
  selection: Selection
  /** How many of the shown rows are marked. */
  markedShown: number
  cursor: string | null
  /** The uid of the row whose object is open beside the table. */
  opened: string | null
  leaving: { has(uid: string): boolean }
  /** What is shown is of the past. */
  stale: boolean
  address: string
  screen: RefObject<TableOnScreen | null>
  onMark(uid: string, isRange: boolean): void
  onMarkAll(): void
  onOpen(uid: string): void
  onCursor(uid: string): void
}

/** A real table of which only the rows on screen are in the page; a reader still hears how many there are. */
export function DataTable<Row extends ObjectRow>(props: DataTableProps<Row>) {
  const { kind, arranged, columns, view, onView, selection, markedShown } = props
  const { cursor, opened, leaving, stale, screen } = props
  const { lines, shown } = arranged
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (isHead(lines[index] ?? {}) ? HEAD : ROW),
    getItemKey: (index) => keyOf(lines[index], index),
    overscan: 8,
    // The head of the table lies over the first of it.
    scrollPaddingStart: 32,
    scrollPaddingEnd: 64,
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)

  useImperativeHandle(screen, () => ({
    reveal(uid) {
      const index = lines.findIndex((line) => !isHead(line) && line.uid === uid)
      if (index >= 0) virtual.scrollToIndex(index)
    },
    pageSize: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 2),
  }))

  // The row that keys work on has the focus, if anything here has it: a reader hears where one is.
  useEffect(() => {
    const section = scroller.current
    if (cursor === null || !section) return
    const { activeElement } = document
    if (activeElement !== document.body && !section.contains(activeElement)) return
    section.querySelector<HTMLElement>(`tr[data-uid="${CSS.escape(cursor)}"]`)?.focus({ preventScroll: true })
  }, [cursor])

  return (
    <Scroll className={stale ? 'scroll stale-data' : 'scroll'} ref={scroller} label={capital(kind.many)}>
      <table className={`tbl rows objects ${kind.id}`} aria-rowcount={lines.length + 1}>
        <caption className="vh">{capital(kind.many)}</caption>
        <colgroup>
          <col className="mark" />
          {columns.map(({ id, width }) => (
            <col key={id} style={width === undefined ? undefined : { width }} />
          ))}
        </colgroup>
        <TableHead
          columns={columns}
          view={view}
          onView={onView}
          marked={markedShown === 0 ? 'none' : markedShown === shown.length ? 'all' : 'some'}
          onMarkAll={props.onMarkAll}
        />
        <tbody>
          {before > 0 && <Gap height={before} columns={columns.length + 1} />}
          {items.map(({ index, key }) => {
            const line = lines[index]
            if (!line) return null
            if (isHead(line))
              return (
                <tr key={key} ref={virtual.measureElement} data-index={index} className="grp">
                  <th scope="rowgroup" colSpan={columns.length + 1}>
                    {line.head.label} <span className="dim">{line.rows}</span>
                  </th>
                </tr>
              )
            return (
              <TableLine
                key={key}
                kind={kind}
                row={line}
                columns={columns}
                index={index}
                measure={virtual.measureElement}
                isMarked={selection.has(line.uid)}
                isCursor={line.uid === cursor}
                isOpened={line.uid === opened}
                isLeaving={leaving.has(line.uid)}
                address={props.address}
                onMark={props.onMark}
                onOpen={props.onOpen}
                onCursor={props.onCursor}
              />
            )
          })}
          {after > 0 && <Gap height={after} columns={columns.length + 1} />}
        </tbody>
      </table>
    </Scroll>
  )
}

/** Stands for the rows that are not in the page. */
function Gap({ height, columns }: { height: number; columns: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus; it only keeps the height
    <tr aria-hidden="true" className="gap">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}

function keyOf(line: ObjectRow | { head: { id: string } } | undefined, index: number): string | number {
  if (line === undefined) return index
  return 'head' in line ? `group ${line.head.id}` : line.uid
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
