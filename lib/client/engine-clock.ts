/** Below this the two clocks count as equal: the difference is as likely the network's. */
const NOTICEABLE_MS = 1_000
const KEPT = 3

/**
 * What time the engine has. Rows are dated by its clock, and a browser's may be minutes off: every age on the page
 * would be wrong by that much. Of the last few beats the one that came quickest decides, so that one that lay in a
 * frozen tab does not.
 */
export function createEngineClock(clock: () => number): { now(): number; take(beatAt: number): void } {
  let differences: number[] = []
  let ahead = 0
  return {
    now: () => clock() + ahead,
    take(beatAt) {
      differences = [...differences, beatAt - clock()].slice(-KEPT)
      const difference = Math.max(...differences)
      ahead = Math.abs(difference) < NOTICEABLE_MS ? 0 : difference
    },
  }
}
