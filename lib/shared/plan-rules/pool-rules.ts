import {
  type AddressRange,
  contains,
  formatIpv4,
  overlaps,
  parseCidr,
  parseEnds,
  parseIpv4,
  sizeOf,
} from '../ipv4.ts'
import type { Plan } from '../plan.ts'
import { clusterRanges, type PlanLook, type SubnetSeen, usualDhcpRange } from '../plan-look.ts'
import { careful, type PlanProblem, wrong } from './plan-problem.ts'

const POOL = 'pool.first'

/**
 * The range that MetalLB may hand out. The add-on checks neither octets nor order nor what else uses the addresses,
 * and repeats itself for ever when the cluster refuses them (domain.md 1.1): all of it has to be found here.
 */
export function poolProblems({ pool }: Pick<Plan, 'pool'>, look: PlanLook | null): PlanProblem[] {
  for (const end of ['first', 'last'] as const)
    if (parseIpv4(pool[end]) === null)
      return [
        wrong(
          `pool.${end}`,
          `${pool[end] || 'Nothing'} is no IPv4 address: four numbers from 0 to 255, such as 192.168.1.240.`,
        ),
      ]
  const range = parseEnds(pool)
  if (range === null) return []
  if (range.first > range.last)
    return [wrong(POOL, 'The range ends before it begins. Write the smaller address first.')]
  if (sizeOf(range) < 2)
    return [wrong(POOL, 'At least two addresses are needed: one for the start page, one for the notebooks.')]
  const never = reserved(range)
  if (never !== null) return [wrong(POOL, never)]
  return look === null ? [] : onThisNetwork(range, look)
}

/** Ranges that belong to the cluster, or to no network at all, wherever the server stands. */
function reserved(range: AddressRange): string | null {
  for (const { what, cidr } of clusterRanges)
    if (overlapsCidr(range, cidr))
      return `The range lies in ${cidr}, which MicroK8s uses for ${what}. Choose one of your own network.`
  for (const [cidr, what] of [
    ['0.0.0.0/8', 'no network'],
    ['127.0.0.0/8', 'the server talking to itself'],
    ['169.254.0.0/16', 'machines without an address of their own'],
    ['224.0.0.0/4', 'multicast'],
    ['240.0.0.0/4', 'nobody'],
  ] as const)
    if (overlapsCidr(range, cidr))
      return `Addresses in ${cidr} are for ${what}. Choose some of your own network.`
  return sizeOf(range) > 65_536 ? 'The range has more than 65,536 addresses. Ten are enough.' : null
}

function onThisNetwork(range: AddressRange, { network, cluster }: PlanLook): PlanProblem[] {
  const problems: PlanProblem[] = []
  for (const subnet of network.subnets) problems.push(...inSubnet(range, subnet, cluster?.pool ?? null))
  const other = network.others.find(({ cidr }) => overlapsCidr(range, cidr))
  if (other)
    problems.push(
      wrong(
        POOL,
        `The range lies in ${other.cidr}, the network of ${other.interface} inside this server. Nobody outside reaches it.`,
      ),
    )
  const home = network.subnets.some(({ cidr }) => {
    const whole = parseCidr(cidr)
    return whole !== null && contains(whole, range.first) && contains(whole, range.last)
  })
  if (!home && network.subnets.length > 0 && problems.length === 0)
    problems.push(
      careful(
        POOL,
        `The range lies outside of this server's networks (${network.subnets.map(({ cidr }) => cidr).join(', ')}). The addresses answer on the server itself, and elsewhere only if your router sends them here.`,
      ),
    )
  return problems
}

function inSubnet(range: AddressRange, subnet: SubnetSeen, own: Plan['pool'] | null): PlanProblem[] {
  const whole = parseCidr(subnet.cidr)
  if (whole === null || !overlaps(whole, range)) return []
  const within = (address: string | null): boolean => {
    const number = address === null ? null : parseIpv4(address)
    return number !== null && contains(range, number)
  }
  const of = `of ${subnet.cidr}`
  if (within(subnet.address))
    return [wrong(POOL, `The range contains ${subnet.address}, the address of this server itself.`)]
  if (within(subnet.gateway))
    return [
      wrong(
        POOL,
        `The range contains ${subnet.gateway}, the router ${of}. The whole network would lose its way out.`,
      ),
    ]
  for (const [address, name] of [
    [whole.first, 'network'],
    [whole.last, 'broadcast'],
  ] as const)
    if (contains(range, address))
      return [
        wrong(POOL, `The range contains ${formatIpv4(address)}, the ${name} address ${of}. It is nobody's.`),
      ]
  const problems: PlanProblem[] = []
  const poolNow = own && parseEnds(own)
  const taken = subnet.answered.filter(within).filter((address) => {
    const number = parseIpv4(address)
    // Addresses of the cluster's own pool answer because it hands them out.
    return number === null || poolNow === null || !contains(poolNow, number)
  })
  if (taken.length > 0)
    problems.push(
      careful(
        POOL,
        `${listOf(taken)} ${taken.length === 1 ? 'is in use: it answers' : 'are in use: they answer'} now. Two machines with one address disturb each other. Choose a free range.`,
      ),
    )
  const lent = dhcpIn(subnet, whole).find((guess) => overlaps(guess, range))
  if (lent)
    problems.push(
      careful(
        POOL,
        `Routers usually lend ${formatIpv4(lent.first)} to ${formatIpv4(lent.last)} by DHCP. If yours does, somebody may get one of these addresses. Ask whoever runs the network, or choose above ${formatIpv4(lent.last)}.`,
      ),
    )
  return problems
}

function dhcpIn(subnet: SubnetSeen, whole: AddressRange): AddressRange[] {
  if (sizeOf(whole) < 256) return []
  const local = parseIpv4(subnet.address) ?? whole.first
  const first = local - (local % 256)
  return [usualDhcpRange({ first, last: first + 255 }, subnet.leased ? local : null)]
}

function overlapsCidr(range: AddressRange, cidr: string): boolean {
  const other = parseCidr(cidr)
  return other !== null && overlaps(range, other)
}

function listOf(addresses: readonly string[]): string {
  return addresses.length <= 3
    ? addresses.join(', ')
    : `${addresses.slice(0, 3).join(', ')} and ${addresses.length - 3} more`
}
