/** IPv4 addresses as numbers, so that ranges can be compared. Everything that is no address is null, never a guess. */

/** Both ends included. */
export interface AddressRange {
  first: number
  last: number
}

/** @example parseIpv4('10.0.0.1') // 167772161 */
export function parseIpv4(text: string): number | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return null
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')
}

/** The network that an address with a prefix length lies in. Null for a prefix that is none. */
export function networkOf(address: number, prefix: number): AddressRange | null {
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > 32) return null
  const size = 2 ** (32 - prefix)
  const first = Math.floor(address / size) * size
  return { first, last: first + size - 1 }
}

/** @example parseCidr('10.0.0.5/24') // the range 10.0.0.0 to 10.0.0.255 */
export function parseCidr(text: string): AddressRange | null {
  const [, base = '', prefix = ''] = /^([\d.]+)\/(\d{1,2})$/.exec(text.trim()) ?? []
  const address = parseIpv4(base)
  return address === null ? null : networkOf(address, Number(prefix))
}

/** Null where an end is no address. The order of the ends is not looked at. */
export function parseEnds({ first, last }: { first: string; last: string }): AddressRange | null {
  const from = parseIpv4(first)
  const to = parseIpv4(last)
  return from === null || to === null ? null : { first: from, last: to }
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.first <= b.last && b.first <= a.last
}

/** A range as MetalLB has it: "10.0.0.100-10.0.0.200" or "10.0.0.0/28". Null for anything else. */
export function parseRange(text: string): AddressRange | null {
  const [first = '', last] = text.split('-').map((end) => end.trim())
  if (last === undefined) return parseCidr(first)
  const range = parseEnds({ first, last })
  return range && range.first <= range.last ? range : null
}

export function covers(outer: AddressRange, inner: AddressRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last
}

export function sameRange(one: AddressRange, other: AddressRange): boolean {
  return one.first === other.first && one.last === other.last
}

export function contains(range: AddressRange, address: number): boolean {
  return address >= range.first && address <= range.last
}

export function sizeOf({ first, last }: AddressRange): number {
  return last - first + 1
}

/**
 * A range as people type it: "10.0.0.201-10.0.0.210", "10.0.0.201 to 210", "10.0.0.240/28". Addresses that are none
 * come back as typed, for the rules to name them; null where it is no range at all.
 */
export function parsePoolText(text: string): { first: string; last: string } | null {
  const whole = text.trim()
  const cidr = parseCidr(whole)
  if (cidr) return { first: formatIpv4(cidr.first), last: formatIpv4(cidr.last) }
  const [, first, end] = /^([\d.]+)\s*(?:-|–|—|\bto\b)\s*([\d.]+)$/.exec(whole) ?? []
  if (first === undefined || end === undefined) return null
  const last = /^\d+$/.test(end) ? first.replace(/\d+$/, end) : end
  return { first, last }
}

export function formatPool({ first, last }: { first: string; last: string }): string {
  return `${first}-${last}`
}
