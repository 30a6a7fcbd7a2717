import { formatIpv4, networkOf, parseCidr, parseIpv4 } from '../../../shared/ipv4.ts'
import type { NetworkSeen, SubnetSeen } from '../../../shared/plan-look.ts'
import type { Observation } from '../../steps/step.ts'

/** Interfaces that containers and tunnels make: nobody outside reaches addresses there. */
const MADE_BY_SOFTWARE =
  /^(lo|docker|br-|veth|virbr|lxc|lxd|cali|cni|flannel|vxlan|kube|nodelocal|tun|tap|wg|tailscale|zt|podman)/

/**
 * Addresses, routes and neighbours. To know who is there, one byte goes to the discard port of every address of the
 * server's own networks (the 256 around it, where one is larger): the kernel then asks by ARP, and whoever is there
 * answers that, whatever their firewall says. No process for each, no tool that a bare server lacks.
 */
export const networkSeen: Observation<NetworkSeen> = {
  id: 'plan-network',
  ask: () => `ip -j -4 address
echo
ip -j -4 route
echo
ip -o -4 address show scope global | awk '$2 !~ /${MADE_BY_SOFTWARE.source.replaceAll('/', '\\/')}/ { print $4 }' |
  while IFS=/ read -r address prefix; do
    [ "$prefix" -le 30 ] || continue
    [ "$prefix" -ge 24 ] && size=$((1 << (32 - prefix))) || size=256
    last=\${address##*.}
    for ((host = last / size * size; host < last / size * size + size; host++)); do
      [ "$host" = "$last" ] || { printf . >"/dev/udp/\${address%.*}.$host/9"; } 2>/dev/null
    done
    echo "$address/$prefix $size"
  done | { asked=$(cat); sleep 1.2; ip -j -4 neigh; echo; printf '%s\\n' "$asked"; }`,
  parse({ text }) {
    const [addresses = '', routes = '', neighbours = '', ...asked] = text.split('\n').filter(Boolean)
    return readNetwork(list(addresses), list(routes), list(neighbours), asked)
  },
}

type Json = Record<string, unknown>

function readNetwork(interfaces: Json[], routes: Json[], neighbours: Json[], asked: string[]): NetworkSeen {
  const way = routes.find(({ dst }) => dst === 'default')
  const own = interfaces.flatMap((entry) =>
    list(entry.addr_info)
      .filter(({ family, scope }) => family === 'inet' && scope === 'global')
      .map((address) => ({ device: text(entry.ifname), address })),
  )
  const answered = neighbours.filter(
    ({ lladdr, state }) => typeof lladdr === 'string' && !(Array.isArray(state) && state.includes('FAILED')),
  )
  const subnets: SubnetSeen[] = []
  const others: NetworkSeen['others'] = []
  for (const { device, address } of own) {
    const local = parseIpv4(text(address.local))
    const prefix = Number(address.prefixlen)
    const network = local === null ? null : networkOf(local, prefix)
    if (local === null || network === null) continue
    // An address that stands alone, as MetalLB and clouds put them on interfaces, is a member of no network.
    if (prefix > 30) continue
    const cidr = `${formatIpv4(network.first)}/${prefix}`
    if (MADE_BY_SOFTWARE.test(device)) {
      others.push({ interface: device, cidr })
      continue
    }
    const size = Number(
      asked.find((line) => line.startsWith(`${text(address.local)}/${prefix} `))?.split(' ')[1],
    )
    const block = size > 0 ? Math.floor(local / size) * size : null
    subnets.push({
      interface: device,
      address: formatIpv4(local),
      cidr,
      gateway: way?.dev === device && parseIpv4(text(way.gateway)) !== null ? text(way.gateway) : null,
      leased: address.dynamic === true || (way?.dev === device && way.protocol === 'dhcp'),
      asked: block === null ? null : { first: formatIpv4(block), last: formatIpv4(block + size - 1) },
      answered: answered
        .filter(({ dev }) => dev === device)
        .map(({ dst }) => text(dst))
        .filter((dst) => parseIpv4(dst) !== null)
        .sort((a, b) => (parseIpv4(a) ?? 0) - (parseIpv4(b) ?? 0)),
    })
  }
  for (const { dst, dev } of routes) {
    const device = text(dev)
    const cidr = text(dst)
    if (parseCidr(cidr) && MADE_BY_SOFTWARE.test(device) && !others.some((other) => other.cidr === cidr))
      others.push({ interface: device, cidr })
  }
  subnets.sort((a, b) => Number(b.interface === way?.dev) - Number(a.interface === way?.dev))
  return { subnets, others }
}

/** A JSON list of objects, given as text or parsed already; empty where it is none. */
function list(from: unknown): Json[] {
  let value = from
  if (typeof from === 'string') {
    try {
      value = JSON.parse(from)
    } catch {
      return []
    }
  }
  return Array.isArray(value)
    ? value.filter((entry): entry is Json => typeof entry === 'object' && entry !== null)
    : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
