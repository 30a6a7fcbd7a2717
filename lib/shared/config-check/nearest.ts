/** The word that is most like another: at most a third of its letters differ; null where none is. */
export function nearest(word: string, words: readonly string[]): string | null {
  const most = Math.max(1, Math.floor(word.length / 3))
  let best: { word: string; far: number } | null = null
  for (const other of words) {
    if (Math.abs(other.length - word.length) > most) continue
    const far = distance(word.toLowerCase(), other.toLowerCase())
    if (far <= most && (best === null || far < best.far)) best = { word: other, far }
  }
  return best?.word ?? null
}

/** How many letters have to be added, taken away, or replaced (Levenshtein). */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const here = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      here.push(Math.min(replaced, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1))
    }
    above = here
  }
  return above[b.length] ?? 0
}
