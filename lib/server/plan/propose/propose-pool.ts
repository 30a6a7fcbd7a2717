import {
  type AddressRange,
  contains,
  formatIpv4,
  overlaps,
  parseCidr,
  parseEnds,
  parseIpv4,
  sizeOf,
} from '../../../shared/ipv4.ts'
import type { Plan } from '../../../shared/plan.ts'
import {
  clusterRanges,
  type NetworkSeen,
  type Proposal,
  type SubnetSeen,
  usualDhcpRange,
} from '../../../shared/plan-look.ts'

type Pool = Plan['pool']

/** Two are needed; the rest is for later: ingress, a second release, a dashboard. */
const WANTED = 10

/** Where no network has room: private ranges that hardly anybody uses. Addresses there answer on the server only. */
const ASIDE = ['10.64.140.0/24', '192.168.240.0/24', '172.31.240.0/24']

/** Addresses for services: those that the cluster has, else the best free ones of the server's networks. */
export function proposePool(network: NetworkSeen, existing: Pool | null): Proposal<Pool> {
  const free = network.subnets.flatMap((subnet) =>
    freeRanges(subnet, network).map((pool) => ({ subnet, pool })),
  )
  const found = free.map(({ subnet, pool }) => ({ value: pool, why: whyFree(subnet, pool) }))
  const [best = proposeAside(network), ...alternatives] = existing
    ? [{ value: existing, why: 'This is what MetalLB hands out on this server now.' }, ...found.slice(0, 2)]
    : found.slice(0, 3)
  return { ...best, alternatives }
}

/** Which of the free runs are best: high ones first, as routers seldom lend these; at most two for each network. */
function freeRanges(subnet: SubnetSeen, network: NetworkSeen): Pool[] {
  const block = freeBlock(subnet)
  if (block === null) return []
  const taken = takenIn(subnet, block, network)
  const runs = windows(block, taken, WANTED)
  const smaller = runs.length > 0 ? runs : longestRun(block, taken)
  return smaller
    .sort((a, b) => rank(a.first) - rank(b.first) || a.first - b.first)
    .slice(0, 2)
    .map(({ first, last }) => ({ first: formatIpv4(first), last: formatIpv4(last) }))
}

/** The addresses of hosts that were asked, or that may be proposed without. */
function freeBlock(subnet: SubnetSeen): AddressRange | null {
  const network = parseCidr(subnet.cidr)
  const asked = subnet.asked && parseEnds(subnet.asked)
  if (network === null) return null
  const block = asked ?? network
  return {
    first: Math.max(block.first, network.first + 1),
    last: Math.min(block.last, network.last - 1, block.first + 255),
  }
}

function takenIn(
  subnet: SubnetSeen,
  block: AddressRange,
  network: NetworkSeen,
): (address: number) => boolean {
  const single = new Set(
    [subnet.address, subnet.gateway ?? '', ...subnet.answered]
      .map(parseIpv4)
      .filter((address): address is number => address !== null),
  )
  const ranges = [...clusterRanges, ...network.others].flatMap(({ cidr }) => parseCidr(cidr) ?? [])
  // In a network too small for the usual range, nothing is known of what is lent.
  if (sizeOf(block) > 128)
    ranges.push(
      usualDhcpRange(
        { first: block.first - (block.first % 256), last: block.last },
        subnet.leased ? parseIpv4(subnet.address) : null,
      ),
    )
  return (address) => single.has(address) || ranges.some((range) => contains(range, address))
}

function windows(block: AddressRange, taken: (address: number) => boolean, size: number): AddressRange[] {
  const found: AddressRange[] = []
  for (let first = block.first; first + size - 1 <= block.last; first++) {
    const until = Array.from({ length: size }, (_, index) => first + index).findLast(taken)
    if (until === undefined) {
      found.push({ first, last: first + size - 1 })
      first += size - 1
    } else first = until
  }
  return found
}

function longestRun(block: AddressRange, taken: (address: number) => boolean): AddressRange[] {
  for (let size = WANTED - 1; size >= 2; size--) {
    const found = windows(block, taken, size)
    if (found.length > 0) return found
  }
  return []
}

/** 201 and above, then what is below the usual DHCP range, then the rest. */
function rank(first: number): number {
  const host = first % 256
  return host > 200 ? 0 : host < 100 ? 1 : 2
}

function whyFree(subnet: SubnetSeen, pool: Pool): string {
  const range = parseEnds(pool)
  const count = range ? sizeOf(range) : 0
  return subnet.asked === null
    ? `${count} addresses of ${subnet.cidr}, this server's network. Nobody was asked there.`
    : `${count} addresses of ${subnet.cidr}, this server's network. None of them answered, and routers seldom lend them.`
}

function proposeAside({ subnets, others }: NetworkSeen): { value: Pool; why: string } {
  const known = [...subnets, ...others].flatMap(({ cidr }) => parseCidr(cidr) ?? [])
  const aside = ASIDE.map(parseCidr).find((range) => range && !known.some((other) => overlaps(other, range)))
  const base = aside?.first ?? parseIpv4('10.64.140.0') ?? 0
  return {
    value: { first: formatIpv4(base + 43), last: formatIpv4(base + 52) },
    why: 'None of the networks of this server has room for them, so these answer on the server itself only. People reach them through forwards or a tunnel.',
  }
}
