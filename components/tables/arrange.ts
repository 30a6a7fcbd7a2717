import { compareText } from './column.ts'
import { isFound, readSearch } from './search.ts'
import type { Group, ObjectRow, TableKind } from './table-kind.ts'
import type { TableView } from './table-view.ts'

/** The heading of a group, where it stands among the rows. */
export interface GroupHead {
  head: Group
  /** Rows under it. */
  rows: number
}

export interface Arranged<Row> {
  /** What stands under each other: rows, those that are leaving too, and headings where the kind has groups. */
  lines: readonly (Row | GroupHead)[]
  /** The rows that are there, in their order. */
  shown: readonly Row[]
  /** Rows of each group that namespace and search leave, by the group's id. */
  counts: ReadonlyMap<string, number>
  /** What of the search is not understood. */
  problem: string | null
}

/** True for a heading. */
export function isHead(line: object): line is GroupHead {
  return 'head' in line
}

/**
 * Puts rows into the order of a view, again and again as they change. What it gives depends on nothing but what it is
 * given; that it remembers the last order only makes it quick: a list that is nearly in order is sorted in one go.
 */
export function createArranger<Row extends ObjectRow>(kind: TableKind<Row>) {
  // Rows are values: one that changes is another.
  const hays = new WeakMap<Row, string>()
  let lastOrder: readonly string[] = []

  function hayOf(row: Row): string {
    const known = hays.get(row)
    if (known !== undefined) return known
    const hay = kind.words(row).join(' ').toLowerCase()
    hays.set(row, hay)
    return hay
  }

  /** `leaving`: rows that are there no more and are still seen. They are counted nowhere. */
  function arrange(
    rows: Iterable<Row>,
    view: TableView,
    leaving: ReadonlyMap<string, Row> = new Map(),
  ): Arranged<Row> {
    const search = readSearch(view.text)
    const isAny = search.words.length === 0 && search.labels.length === 0
    const isWanted = (row: Row): boolean =>
      (view.namespace === null || row.namespace === view.namespace) &&
      (isAny || isFound(search, hayOf(row), kind.labels(row)))
    const isInGroup = (group: string | undefined): boolean => view.group === null || view.group === group

    const counts = new Map<string, number>()
    const wanted = new Map<string, Row>()
    for (const row of rows) {
      if (!isWanted(row)) continue
      const group = kind.groups?.of(row)
      if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1)
      if (isInGroup(group)) wanted.set(row.uid, row)
    }
    for (const [uid, row] of leaving)
      if (isWanted(row) && isInGroup(kind.groups?.of(row))) wanted.set(uid, row)
    const ordered = inOrder(wanted, view)
    const shown = leaving.size === 0 ? ordered : ordered.filter(({ uid }) => !leaving.has(uid))
    return { lines: withHeads(ordered, view, counts), shown, counts, problem: search.problem }
  }

  /** Empties `wanted`. */
  function inOrder(wanted: Map<string, Row>, view: TableView): Row[] {
    const ordered: Row[] = []
    for (const uid of lastOrder) {
      const row = wanted.get(uid)
      if (row === undefined) continue
      ordered.push(row)
      wanted.delete(uid)
    }
    for (const row of wanted.values()) ordered.push(row)
    ordered.sort(orderOf(view))
    lastOrder = ordered.map(({ uid }) => uid)
    return ordered
  }

  /** Rows that are alike in the column keep the order of their names, so that none jumps. */
  function orderOf({ sort, reversed }: TableView): (a: Row, b: Row) => number {
    const column = kind.columns.find(({ id }) => id === sort)
    const order = column?.compare ?? (() => 0)
    const way = reversed ? -1 : 1
    const { groups } = kind
    const place = new Map(groups?.all.map(({ id }, index) => [id, index]))
    const placeOf = (row: Row): number => (groups ? (place.get(groups.of(row)) ?? 0) : 0)
    return (a, b) =>
      placeOf(a) - placeOf(b) ||
      way * order(a, b) ||
      compareText(a.namespace, b.namespace) ||
      compareText(a.name, b.name) ||
      compareText(a.uid, b.uid)
  }

  function withHeads(
    ordered: readonly Row[],
    view: TableView,
    counts: ReadonlyMap<string, number>,
  ): readonly (Row | GroupHead)[] {
    const { groups } = kind
    if (!groups || view.group !== null) return ordered
    const lines: (Row | GroupHead)[] = []
    let at: string | null = null
    for (const row of ordered) {
      const id = groups.of(row)
      if (id !== at) {
        at = id
        const head = groups.all.find((group) => group.id === id)
        if (head) lines.push({ head, rows: counts.get(id) ?? 0 })
      }
      lines.push(row)
    }
    return lines
  }

  return { arrange }
}
