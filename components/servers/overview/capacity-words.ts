import type { Capacity, CapacityLimit } from '../../../lib/shared/capacity.ts'
import { counted } from '../../../lib/shared/count-words.ts'
import { formatBytes } from '../../../lib/shared/format.ts'
import type { Amounts } from '../../../lib/shared/pod-row.ts'
import type { Seats } from './seats.ts'

/** "43 seats free", or why nobody can say. */
export function seatsFree({ free, limit }: Capacity): string {
  if (free === null) return 'Seats not known'
  if (free > 0) return `${counted(free, 'seat')} free`
  return limit === 'closed' ? 'No seat: the node takes no pods' : 'No seat free'
}

/** "14 taken, 5 of them idle over 30 min" */
export function seatsTaken({ active, idle }: Seats): string {
  const taken = active + idle
  if (taken === 0) return 'nobody is on it'
  if (idle === 0) return `${taken} taken`
  return `${taken} taken, ${idle === taken ? (taken === 1 ? '' : 'all ') : `${idle} of them `}idle over 30 min`
}

/** What one seat is: "256 MB a seat". */
export function seatSize(seat: Amounts | null): string {
  if (seat === null) return ''
  const parts = [
    seat.memoryBytes > 0 ? formatBytes(seat.memoryBytes) : '',
    seat.cpuMilli > 0 ? `${cores(seat.cpuMilli)} cores` : '',
  ].filter(Boolean)
  return parts.length === 0 ? 'no size reserved for a seat' : `${parts.join(' and ')} a seat`
}

/** What sets the limit: one sentence. */
export function limitSentence({ free, limit }: Capacity, seat: Amounts | null): string {
  if (free === null)
    return 'Nobody is on it, and the settings of the hub do not say what a session reserves: how many fit is seen once somebody launches.'
  if (limit === 'pods' && seat !== null && seat.memoryBytes === 0)
    return 'Sessions reserve no memory, so only the number of pods limits them: memory can run out long before.'
  return limits[limit]
}

const limits: Readonly<Record<CapacityLimit, string>> = {
  memory: 'Memory sets the limit.',
  cpu: 'Processor cores set the limit.',
  pods: 'The number of pods on the node sets the limit.',
  quota: 'The quota of BinderHub (total_quota) sets the limit.',
  namespace: 'A quota of the namespace sets the limit.',
  closed: 'No node takes new pods now.',
}

/** "Memory promised 17.2 of 60.9 GB, used 11.8 GB. CPU promised 3.1 of 16 cores, used 0.9." */
export function amountsSentence({ promised, allocatable }: Capacity, use: Amounts | null): string {
  const memoryUsed = use === null ? '' : `, used ${formatBytes(use.memoryBytes)}`
  const cpuUsed = use === null ? '' : `, used ${cores(use.cpuMilli)}`
  return [
    `Memory promised ${formatBytes(promised.memoryBytes)} of ${formatBytes(allocatable.memoryBytes)}${memoryUsed}.`,
    `Processor promised ${cores(promised.cpuMilli)} of ${cores(allocatable.cpuMilli)} cores${cpuUsed}.`,
  ].join(' ')
}

function cores(milli: number): string {
  return String(Math.round(milli / 100) / 10)
}
