import { contains, formatIpv4, parseEnds, parseIpv4, sizeOf } from '../../../lib/shared/ipv4.ts'
import type { Plan } from '../../../lib/shared/plan.ts'
import { type PlanLook, type SubnetSeen, usualDhcpRange } from '../../../lib/shared/plan-look.ts'

/** What an address is. Whoever answers there shows, also inside of the wanted range. */
export type AddressUse = 'server' | 'answers' | 'wanted' | 'pool' | 'lent' | 'free'

export interface AddressCells {
  subnet: SubnetSeen
  cells: AddressUse[]
  counts: Record<AddressUse, number>
  /** In words, for whoever does not see it. */
  says: string
}

/** The network that the wanted range lies in, or the server's first, address by address. Null where none was asked. */
export function addressCells({ network, cluster }: PlanLook, pool: Plan['pool']): AddressCells | null {
  const wanted = parseEnds(pool)
  const drawn = network.subnets.flatMap((one) => {
    const block = one.asked && parseEnds(one.asked)
    return block && sizeOf(block) <= 256 ? [{ subnet: one, block }] : []
  })
  const [first] = drawn
  const shown = drawn.find(({ block }) => wanted !== null && contains(block, wanted.first)) ?? first
  if (shown === undefined) return null
  const { subnet, block } = shown
  const server = parseIpv4(subnet.address)
  const answered = new Set(subnet.answered.map(parseIpv4))
  const poolNow = cluster?.pool ? parseEnds(cluster.pool) : null
  const lent = sizeOf(block) === 256 ? usualDhcpRange(block, subnet.leased ? server : null) : null
  const cells = Array.from({ length: sizeOf(block) }, (_, index): AddressUse => {
    const address = block.first + index
    if (address === server) return 'server'
    const isOwn = poolNow !== null && contains(poolNow, address)
    // Addresses of the cluster's own pool answer because it hands them out.
    if (answered.has(address) && !isOwn) return 'answers'
    if (wanted !== null && contains(wanted, address)) return 'wanted'
    if (isOwn) return 'pool'
    return lent !== null && contains(lent, address) ? 'lent' : 'free'
  })
  const counts: AddressCells['counts'] = { server: 0, wanted: 0, pool: 0, answers: 0, lent: 0, free: 0 }
  for (const use of cells) counts[use] += 1
  return {
    subnet,
    cells,
    counts,
    says: `${cells.length} addresses from ${formatIpv4(block.first)}: ${counts.wanted} in your range, ${subnet.answered.length} answered${lent ? `, ${formatIpv4(lent.first)} to ${formatIpv4(lent.last)} are often lent by DHCP` : ''}.`,
  }
}
