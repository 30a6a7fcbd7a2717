import type { RunRow } from './run-row.ts'
import type { ServerRow } from './server-row.ts'

/** Every live table of the console and what a row of it is. A new table is one line here and one below. */
export interface TableRows {
  servers: ServerRow
  runs: RunRow
}

export type TableName = keyof TableRows

/** What names a row in its table, the same at both ends of the socket. */
export const tableKeys: { readonly [Name in TableName]: (row: TableRows[Name]) => string } = {
  servers: (row) => row.id,
  runs: (row) => row.id,
}

/** True for the name of a table, and only for that: `constructor` is none. */
export function isTableName(name: string): name is TableName {
  return Object.hasOwn(tableKeys, name)
}
