/**
 * Whether a Kubernetes minor satisfies a chart's `kubeVersion`, as Helm reads it, for the comparisons that charts
 * use: `>=1.28.0-0`, several joined by commas or spaces. Null for anything else: then nothing is known.
 *
 * @example kubeVersionFits('>=1.28.0-0', '1.32') // true
 */
export function kubeVersionFits(wanted: string, minor: string): boolean | null {
  const is = parse(minor)
  const clauses = wanted
    .trim()
    .split(/\s*,\s*|\s+(?=[<>=])/)
    .filter(Boolean)
  if (is === null || clauses.length === 0) return null
  let fits = true
  for (const clause of clauses) {
    const [, operator, version = ''] = /^(>=|<=|>|<|=)\s*v?(\d+\.\d+(?:\.\d+)?)(?:-0)?$/.exec(clause) ?? []
    const bound = parse(version)
    if (operator === undefined || bound === null) return null
    fits &&= compare(operator, is, bound)
  }
  return fits
}

/** `1.32` and `1.32.5` as one number; a minor alone stands for its newest patch. */
function parse(version: string): number | null {
  const [, major, minor, patch] = /^(\d+)\.(\d+)(?:\.(\d+))?$/.exec(version) ?? []
  return major === undefined || minor === undefined
    ? null
    : Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch ?? 999)
}

function compare(operator: string, is: number, bound: number): boolean {
  switch (operator) {
    case '>=':
      return is >= bound
    case '>':
      return is > bound
    case '<=':
      return is <= bound
    case '<':
      return is < bound
    default:
      return is === bound
  }
}
