'use client'

import { useMemo, useState, useSyncExternalStore } from 'react'
import { type ColumnChoice, choose, isChosen, keepChoice, readChoice } from './chosen-columns.ts'
import type { Column } from './column.ts'
import type { ObjectRow, TableKind } from './table-kind.ts'

export interface ChosenColumns<Row> {
  shown: readonly Column<Row>[]
  isShown(column: Column<Row>): boolean
  show(column: Column<Row>, shown: boolean): void
}

const storage = (): Storage => window.localStorage

/** The columns of a table that a person wants to see, remembered by this browser. */
export function useColumns<Row extends ObjectRow>(kind: TableKind<Row>): ChosenColumns<Row> {
  // What the browser keeps is read once the page runs in it: the first picture is the same as the server's.
  const isBrowser = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
  const [changed, setChanged] = useState<ColumnChoice | null>(null)
  return useMemo(() => {
    const choice = changed ?? (isBrowser ? readChoice(storage, kind.id) : {})
    return {
      shown: kind.columns.filter((column) => isChosen(choice, column)),
      isShown: (column) => isChosen(choice, column),
      show(column, shown) {
        const next = choose(choice, column, shown)
        setChanged(next)
        keepChoice(storage, kind.id, next)
      },
    }
  }, [kind, isBrowser, changed])
}
