import { USAGE_KEPT_MS } from '../../lib/shared/usage-row.ts'

/** Nobody looked, or nobody answered: what was between is not known, and is not drawn. Milliseconds. */
const GAP_MS = 90_000

/** The largest number that a picture has to hold, with some room above; never 0. */
export function topOf(values: readonly number[], ...lines: readonly number[]): number {
  return Math.max(...values, ...lines, 1) * 1.06
}

interface Space {
  width: number
  /** Where an amount stands, from above. */
  y(amount: number): number
}

/** The path of an SVG for the hour that ends with the newest measurement. A single one is a dot. */
export function linePath(at: readonly number[], values: readonly number[], { width, y }: Space): string {
  const end = at.at(-1) ?? 0
  return at
    .map((moment, index) => {
      const before = at[index - 1]
      const after = at[index + 1]
      const x = round(width * (1 - (end - moment) / USAGE_KEPT_MS))
      const begins = before === undefined || moment - before > GAP_MS
      const point = `${begins ? 'M' : 'L'}${x} ${round(y(values[index] ?? 0))}`
      const isAlone = begins && (after === undefined || after - moment > GAP_MS)
      return isAlone ? `${point}h0` : point
    })
    .join('')
}

const round = (number: number): number => Math.round(number * 10) / 10
