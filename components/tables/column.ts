import type { ReactNode } from 'react'

/** One column of a table of objects. */
export interface Column<Row> {
  /** Its name in addresses and in what a browser remembers: it never changes. */
  id: string
  label: string
  /** What its cell says, without anything around it: a cell washes when this changes, and shows it where `cell` is absent. */
  text(row: Row): string
  cell?(row: Row): ReactNode
  /** What stands in an exported file, where that is another than `text`: bytes instead of "1.2 GB", the day instead of an age. */
  csv?(row: Row): string | number
  /** Its first way round, which is the one that a person looks for: worst, newest, most first; names from A on. */
  compare(a: Row, b: Row): number
  /** Its first way goes downwards, from much to little. A reader hears it. */
  falls?: boolean
  /** Numbers stand at the right, with their units. */
  numeric?: boolean
  /** In CSS: "96px", "17%". The one column without takes what is left. */
  width?: string
  /** Not among the columns that one sees before choosing. */
  hidden?: boolean
  /**
   * Where it stands in a row of two lines, on phones: name and age above, status and what else counts below. All but
   * `title` stay beside the open drawer too. A title stands in the name's place, where a row has one.
   */
  place?: 'name' | 'age' | 'status' | 'more' | 'title'
  /** Its text changes by itself, every second: an age. */
  ticks?: boolean
}

// Names of Kubernetes are ASCII. Comparing them as words of a language costs forty times as much.
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** From A on. What is empty comes last. */
export function byText<Row>(text: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => {
    const [left, right] = [text(a), text(b)]
    if (left === '' || right === '') return Number(left === '') - Number(right === '')
    return compareText(left, right)
  }
}

/** The most first. */
export function byMost<Row>(amount: (row: Row) => number): (a: Row, b: Row) => number {
  return (a, b) => amount(b) - amount(a)
}
