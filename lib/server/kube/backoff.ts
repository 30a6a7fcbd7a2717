const FIRST_MS = 1_000
/** What answers, and answers badly, is left in peace. */
const LONGEST_MS = 30_000
/** What does not answer costs nothing to ask, and a person is looking: it has to show soon when it is back. */
const LONGEST_SILENT_MS = 5_000

/**
 * Milliseconds to wait before asking the API again after so many failures in a row. The first is tried again at once:
 * mostly it was a connection that had come to its end.
 */
export function retryMs(failures: number, silent: boolean, random: () => number = Math.random): number {
  if (failures <= 1) return 0
  const longest = silent ? LONGEST_SILENT_MS : LONGEST_MS
  return Math.min(longest, FIRST_MS * 2 ** Math.min(failures - 2, 10)) * (0.5 + random() / 2)
}
