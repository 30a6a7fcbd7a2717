'use client'

import { formatBytes } from '../../lib/shared/format.ts'
import { byMost, byText, type Column } from './column.ts'

type Options<Row> = Partial<Pick<Column<Row>, 'width' | 'hidden' | 'place' | 'cell' | 'csv'>>

/** A column that says one thing of each row as it is. */
export function textColumn<Row>(
  id: string,
  label: string,
  text: (row: Row) => string,
  options: Options<Row> = {},
): Column<Row> {
  return { id, label, text, compare: byText(text), ...options }
}

/** Of a machine's own words: an address, a path, an image. Long ones are whole on hover. */
export function monoColumn<Row>(
  id: string,
  label: string,
  text: (row: Row) => string,
  options: Options<Row> = {},
): Column<Row> {
  const cell = (row: Row) => (
    <span className="mono" title={text(row)}>
      {text(row)}
    </span>
  )
  return textColumn(id, label, text, { cell, ...options })
}

/** A number of something, the most first. */
export function countColumn<Row>(
  id: string,
  label: string,
  count: (row: Row) => number,
  options: Options<Row> = {},
): Column<Row> {
  return {
    id,
    label,
    text: (row) => String(count(row)),
    cell: (row) => <span className={count(row) === 0 ? 'dim' : undefined}>{count(row)}</span>,
    csv: count,
    compare: byMost(count),
    falls: true,
    numeric: true,
    width: '84px',
    ...options,
  }
}

/** A size. A file has it in bytes. 0 is nothing that is known. */
export function bytesColumn<Row>(
  id: string,
  label: string,
  bytes: (row: Row) => number,
  options: Options<Row> = {},
): Column<Row> {
  return {
    id,
    label,
    text: (row) => (bytes(row) === 0 ? '' : formatBytes(bytes(row))),
    csv: (row) => bytes(row) || '',
    compare: byMost(bytes),
    falls: true,
    numeric: true,
    width: '92px',
    ...options,
  }
}

/** "app=hub, component=proxy" */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')
}
