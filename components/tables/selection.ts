/** What is marked in a table: objects by their uid, whether they are on the screen or not. */
export type Selection = ReadonlySet<string>

/** Marks what was not, and the other way round. */
export function toggled(selection: Selection, uid: string): Selection {
  const next = new Set(selection)
  if (!next.delete(uid)) next.add(uid)
  return next
}

/** Marks these as well. */
export function joined(selection: Selection, uids: Iterable<string>): Selection {
  return new Set([...selection, ...uids])
}

/** Everything from one row to another, both included, in the order of the list; in whichever direction. */
export function between(uids: readonly string[], from: string, to: string): readonly string[] {
  const ends = [uids.indexOf(from), uids.indexOf(to)]
  if (ends.includes(-1)) return uids.includes(to) ? [to] : []
  return uids.slice(Math.min(...ends), Math.max(...ends) + 1)
}

/** Without what there is no more. The same set where all of it is still there. */
export function pruned(selection: Selection, there: { has(uid: string): boolean }): Selection {
  const left = [...selection].filter((uid) => there.has(uid))
  return left.length === selection.size ? selection : new Set(left)
}

/** All of these, if not all are marked already; none of them, if they are. */
export function allOrNone(selection: Selection, shown: readonly string[]): Selection {
  if (shown.some((uid) => !selection.has(uid))) return joined(selection, shown)
  const next = new Set(selection)
  for (const uid of shown) next.delete(uid)
  return next
}
