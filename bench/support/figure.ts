/** One measured figure. A bench prints each as one line of JSON on stdout, and nothing else there. */
export interface Figure {
  /** What was measured, the same words every time: comparisons go by it. */
  name: string
  value: number
  /** "s", "ms", "MB", "kB", "%", "runs"… */
  unit: string
  goal: number
  better: 'lower' | 'higher'
  /** The bench that measured it: "bench/start.ts". */
  file: string
}

/**
 * Prints a figure, rounded to three digits after the point.
 * @example printFigure({ name: 'Second start to ready', value: 1.42, unit: 's', goal: 2, better: 'lower', file: 'bench/start.ts' })
 */
export function printFigure(figure: Figure): void {
  console.log(JSON.stringify({ ...figure, value: Math.round(figure.value * 1000) / 1000 }))
}

/** Reads a line that a bench printed; null for a line that is not a figure. */
export function parseFigure(line: string): Figure | null {
  let found: unknown
  try {
    found = JSON.parse(line)
  } catch {
    return null
  }
  return isFigure(found) ? found : null
}

export function meetsGoal({ value, goal, better }: Figure): boolean {
  return better === 'lower' ? value <= goal : value >= goal
}

function isFigure(found: unknown): found is Figure {
  if (typeof found !== 'object' || found === null) return false
  const { name, value, unit, goal, better, file } = found as Record<string, unknown>
  return (
    [name, unit, file].every((text) => typeof text === 'string') &&
    [value, goal].every((number) => typeof number === 'number') &&
    (better === 'lower' || better === 'higher')
  )
}
