'use client'

import { type MouseEvent, memo, type RefCallback } from 'react'
import { openText } from '../objects/open-object.ts'
import { WashedCell } from '../ui/washed-cell.tsx'
import type { Column } from './column.ts'
import { type ObjectRow, openedBy, type TableKind } from './table-kind.ts'

interface TableLineProps<Row extends ObjectRow> {
  kind: TableKind<Row>
  row: Row
  columns: readonly Column<Row>[]
  /** Its place among the lines, headings included. */
  index: number
  measure: RefCallback<Element>
  isMarked: boolean
  isCursor: boolean
  isOpened: boolean
  /** It was deleted, and is seen a moment longer. */
  isLeaving: boolean
  /** The address of this page, to which the object to open is added. */
  address: string
  onMark(uid: string, isRange: boolean): void
  onOpen(uid: string): void
  onCursor(uid: string): void
}

/** One object of a table. Drawn again when its row is another, has moved, or is marked. */
export const TableLine = memo(DrawnLine) as typeof DrawnLine

function DrawnLine<Row extends ObjectRow>(line: TableLineProps<Row>) {
  const { kind, row, columns, index, measure, isMarked, isCursor, isOpened, isLeaving, onMark } = line
  const states = { open: isOpened, cursor: isCursor, leaving: isLeaving }
  const className = Object.entries(states)
    .flatMap(([name, is]) => (is ? name : []))
    .join(' ')

  function press(event: MouseEvent): void {
    if (event.target instanceof Element && event.target.closest('a, button, label')) return
    line.onCursor(row.uid)
    if (event.shiftKey || event.ctrlKey || event.metaKey) onMark(row.uid, event.shiftKey)
  }

  return (
    <tr
      ref={measure}
      data-index={index}
      data-uid={row.uid}
      aria-rowindex={index + 2}
      aria-selected={isMarked}
      tabIndex={isCursor ? 0 : -1}
      className={className || undefined}
      onClick={press}
    >
      <td className="mark">
        {!isLeaving && (
          <label>
            <span className="vh">Select {row.name}</span>
            <input
              type="checkbox"
              checked={isMarked}
              tabIndex={-1}
              onChange={({ nativeEvent }) =>
                onMark(row.uid, nativeEvent instanceof globalThis.MouseEvent && nativeEvent.shiftKey)
              }
            />
          </label>
        )}
      </td>
      {columns.map((column) =>
        column.id === 'name' ? (
          <th key="name" scope="row" className="name at-name">
            <Opener line={line}>{column.cell?.(row) ?? column.text(row)}</Opener>
          </th>
        ) : (
          <Cell key={column.id} column={column} row={row} kindId={kind.id} />
        ),
      )}
    </tr>
  )
}

function Cell<Row>({ column, row, kindId }: { column: Column<Row>; row: Row; kindId: string }) {
  const { id, numeric = false, ticks = false, place } = column
  const className = `${kindId}-${id}${numeric ? ' num' : ''}${place ? ` at-${place}` : ''}`
  const content = column.cell?.(row)
  // An age is another every second, and no news.
  if (ticks) return <td className={className}>{content}</td>
  const text = column.text(row)
  return (
    <WashedCell says={text} className={className}>
      {content ?? text}
    </WashedCell>
  )
}

/** A link, so that it opens in another tab too. The keys of the table do without it. */
function Opener<Row extends ObjectRow>({
  line: { kind, row, address, onOpen },
  children,
}: {
  line: TableLineProps<Row>
  children: React.ReactNode
}) {
  const object = openedBy(kind, row)
  if (object === null) return children

  function follow(event: MouseEvent): void {
    // Another tab, another window: the browser's affair.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen(row.uid)
  }

  const href = `${address}${address.includes('?') ? '&' : '?'}open=${openText(object)}`
  return (
    <a className="plain" href={href} tabIndex={-1} onClick={follow}>
      {children}
    </a>
  )
}
