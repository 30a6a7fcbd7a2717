import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import type { OpenObject } from '../objects/open-object.ts'
import type { Column } from './column.ts'

/** A part of a table that has a heading of its own: "People". */
export interface Group {
  id: string
  label: string
}

/** What every row of a table of objects has. */
export interface ObjectRow {
  uid: string
  /** Empty for what belongs to no namespace. */
  namespace: string
  name: string
}

/** Everything that a table has to know of one kind of object. A new kind is one of these, in a file of its own. */
export interface TableKind<Row extends ObjectRow> {
  /** Names it in what a browser remembers, and in files: "pods". */
  id: string
  one: string
  many: string
  columns: readonly Column<Row>[]
  /** The column by which it is sorted before anybody chose. */
  sort: string
  /** The object that a row is: what is marked, and deleted. */
  refOf(row: Row): ObjectRef
  /** What opening a row shows, where that is another object or (null) none. */
  opens?(row: Row): OpenObject | null
  /** What a search looks through. */
  words(row: Row): readonly string[]
  labels(row: Row): Readonly<Record<string, string>>
  /** How the rows are divided, in this order; absent where they are not. */
  groups?: { all: readonly Group[]; of(row: Row): string }
  /** What the search field suggests: "name, repository, node". */
  hint: string
  /** Kinds whose objects stand in no namespace have no choice of one. */
  namespaced: boolean
}

/** The object that opening a row shows; null for none. */
export function openedBy<Row extends ObjectRow>(kind: TableKind<Row>, row: Row): OpenObject | null {
  return kind.opens ? kind.opens(row) : kind.refOf(row)
}
