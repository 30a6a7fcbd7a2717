/**
 * Gives rows that are put together anew out of several tables the identity of before where they say the same: only
 * what changed is drawn again. For tables of hundreds of rows, which say little each.
 */
export function createKeeper<Row extends { uid: string }>() {
  let before = new Map<string, { row: Row; text: string }>()
  return (rows: readonly Row[]): { rows: readonly Row[]; byKey: ReadonlyMap<string, Row> } => {
    const next = new Map<string, { row: Row; text: string }>()
    for (const row of rows) {
      const text = JSON.stringify(row)
      const known = before.get(row.uid)
      next.set(row.uid, known?.text === text ? known : { row, text })
    }
    before = next
    const kept = [...next.values()].map(({ row }) => row)
    return { rows: kept, byKey: new Map(kept.map((row) => [row.uid, row])) }
  }
}
