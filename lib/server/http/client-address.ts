import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/**
 * Where a request comes from: the peer of the socket; behind a proxy that the settings name, the last address of
 * X-Forwarded-For that is not such a proxy. What anybody else writes into that header is not believed.
 *
 * @example const addressOf = createAddressOf(['127.0.0.1', '10.0.0.0/24'])
 */
export function createAddressOf(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusted = new BlockList()
  for (const entry of trustedProxies) {
    const [address = '', prefix] = entry.split('/')
    const family = familyOf(address)
    if (prefix === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(prefix), family)
  }
  const isTrusted = (address: string): boolean => trusted.check(address, familyOf(address))

  return (request) => {
    let address = plain(request.socket.remoteAddress ?? '')
    if (address === '' || trustedProxies.length === 0) return address
    const hops = String(request.headers['x-forwarded-for'] ?? '').split(',')
    // From the nearest hop outwards; each is vouched for by the one before it.
    for (const hop of hops.reverse()) {
      const next = plain(hop.trim())
      if (!isTrusted(address) || isIP(next) === 0) return address
      address = next
    }
    return address
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

/** An IPv4 address on an IPv6 socket comes as ::ffff:10.0.0.9. */
function plain(address: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice('::ffff:'.length) : address
}
