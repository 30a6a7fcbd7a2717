import type { Column } from './column.ts'
import { csvOf } from './csv.ts'

/** The file of some rows with these columns, as they stand in the table. */
export function csvOfRows<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return csvOf(
    columns.map(({ label }) => label),
    rows.map((row) => columns.map((column) => column.csv?.(row) ?? column.text(row))),
  )
}

/** "binder-01-pods-2026-08-03-0944.csv": where and when the rows were so. */
export function csvName(server: string, table: string, now: Date): string {
  const safe = server.replace(/[^A-Za-z0-9._-]+/g, '-')
  const pad = (value: number): string => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`
  return `${safe}-${table}-${day}-${pad(now.getHours())}${pad(now.getMinutes())}.csv`
}

/** Hands a text to the browser as a file. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not at once: the browser has yet to read it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
