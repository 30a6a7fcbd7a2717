/** IPv4 addresses from one to another, both included, as numbers. */
export interface AddressRange {
  from: number
  to: number
}

/** Reads `10.0.0.100-10.0.0.200` or `10.0.0.0/28`; null for anything else. */
export function parseRange(text: string): AddressRange | null {
  const [first = '', last] = text.split('-')
  if (last !== undefined) {
    const [from, to] = [ipv4Number(first), ipv4Number(last)]
    return from === null || to === null || from > to ? null : { from, to }
  }
  const [base = '', bits = ''] = text.split('/')
  const address = ipv4Number(base)
  const prefix = /^\d{1,2}$/.test(bits) ? Number(bits) : 33
  if (address === null || prefix > 32) return null
  const size = 2 ** (32 - prefix)
  const from = Math.floor(address / size) * size
  return { from, to: from + size - 1 }
}

/** Null for what is no IPv4 address. */
export function ipv4Number(text: string): number | null {
  const octets = text.trim().split('.')
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255))
    return null
  return octets.reduce((sum, octet) => sum * 256 + Number(octet), 0)
}

export const covers = (outer: AddressRange, inner: AddressRange): boolean =>
  outer.from <= inner.from && inner.to <= outer.to

export const sameRange = (one: AddressRange, other: AddressRange): boolean =>
  covers(one, other) && covers(other, one)
