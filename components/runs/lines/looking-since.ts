const keyOf = (person: string) => `bindery.runs.looking-since.${person}`

/**
 * Since when a person looks at Bindery in this browser, in milliseconds since the epoch: `now` at the first call, and
 * the same from then on. Without storage it is this tab's first look.
 */
export function lookingSince(person: string, now: number): number {
  try {
    const known = Number(localStorage.getItem(keyOf(person)))
    if (known > 0) return known
    localStorage.setItem(keyOf(person), String(now))
  } catch {
    // Nothing is kept: the next page begins anew.
  }
  return now
}
