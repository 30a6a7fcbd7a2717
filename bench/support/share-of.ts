/** The value below which such a share of them lies: 0.5 is the median. Not a number where there is none. */
export function shareOf(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN
}
