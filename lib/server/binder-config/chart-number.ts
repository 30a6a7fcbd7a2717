/**
 * The N of a development version `1.0.0-0.dev.git.N.hSHA`: the count of commits, by which these versions are
 * ordered. Null for versions of any other form.
 */
export function chartNumber(version: string): number | null {
  const digits = /^\d+\.\d+\.\d+-0\.dev\.git\.(\d+)\.h[0-9a-f]+$/.exec(version)?.[1]
  return digits === undefined ? null : Number(digits)
}
