/** The suffixes of Kubernetes' quantities, and what each multiplies with. */
const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/**
 * A quantity of Kubernetes as a number: "500m" is 0.5, "1Gi" is 1073741824, "1e3" is 1000. Null for what is none.
 * The rules: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function readQuantity(text: unknown): number | null {
  if (typeof text === 'number') return Number.isFinite(text) ? text : null
  if (typeof text !== 'string' || text.length > 40) return null
  const [, number, exponent = '', suffix = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkKMGTPE]i?))?$/.exec(text) ?? []
  const factor = FACTORS[suffix]
  if (number === undefined || factor === undefined) return null
  return Number(`${number}${exponent}`) * factor
}
