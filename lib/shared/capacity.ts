import type { Amounts, PodRow } from './pod-row.ts'

/** What is read of a node. */
export interface CapacityNode {
  name: string
  ready: boolean
  cordoned: boolean
  /** What pods may have of it in all. */
  allocatable: { cpuMilli: number; memoryBytes: number; pods: number }
}

export interface CapacityCase {
  nodes: readonly CapacityNode[]
  /** All pods of the cluster. */
  pods: readonly PodRow[]
  /** What one more session reserves; null where that is not known. */
  seat: Amounts | null
  /** Sessions that BinderHub allows at once, and those that there are. */
  quota: { allowed: number; taken: number } | null
  /** How many more pods the quotas of the namespace allow; null without one. */
  podsAllowed: number | null
}

/** What keeps the next but last session from starting. */
export type CapacityLimit = 'memory' | 'cpu' | 'pods' | 'quota' | 'namespace' | 'closed'

export interface Capacity {
  /** Sessions that would still start; null where the size of one is not known. */
  free: number | null
  limit: CapacityLimit
  /** What all pods on these nodes reserve, and what there is. */
  promised: Amounts
  allocatable: Amounts
}

/**
 * How many more sessions fit, as the scheduler counts: by what pods reserve and not by what they use, node by node, since a
 * session is on one node. Then what BinderHub and the namespace allow.
 */
export function capacityOf({ nodes, pods, seat, quota, podsAllowed }: CapacityCase): Capacity {
  const held = new Map(nodes.map(({ name }) => [name, { cpuMilli: 0, memoryBytes: 0, pods: 0 }]))
  for (const { node, phase, requests } of pods) {
    const there = node === null ? undefined : held.get(node)
    if (!there || phase === 'Succeeded' || phase === 'Failed') continue
    there.cpuMilli += requests.cpuMilli
    there.memoryBytes += requests.memoryBytes
    there.pods += 1
  }
  const rooms = nodes
    .filter(({ ready, cordoned }) => ready && !cordoned)
    .map(({ name, allocatable }) => room(allocatable, held.get(name), seat))
  const wide = rooms.reduce((sum, { seats }) => sum + seats, 0)
  // The tightest of the largest node: with several nodes no single limit is the whole truth.
  const largest = rooms.toSorted((a, b) => b.seats - a.seats)[0]
  const bounds: [CapacityLimit, number][] = [
    [largest?.limit ?? 'closed', wide],
    ['quota', quota === null ? Number.POSITIVE_INFINITY : Math.max(0, quota.allowed - quota.taken)],
    ['namespace', podsAllowed ?? Number.POSITIVE_INFINITY],
  ]
  const [limit, free] = bounds.reduce((least, bound) => (bound[1] < least[1] ? bound : least))
  return {
    free: seat === null && limit !== 'closed' ? null : free,
    limit,
    promised: sum([...held.values()]),
    allocatable: sum(nodes.map(({ allocatable }) => allocatable)),
  }
}

function room(
  allocatable: CapacityNode['allocatable'],
  held: CapacityNode['allocatable'] | undefined,
  seat: Amounts | null,
): { seats: number; limit: CapacityLimit } {
  const left = (what: 'cpuMilli' | 'memoryBytes' | 'pods'): number =>
    Math.max(0, allocatable[what] - (held?.[what] ?? 0))
  const fits = (what: 'cpuMilli' | 'memoryBytes'): number =>
    seat === null || seat[what] === 0 ? Number.POSITIVE_INFINITY : Math.floor(left(what) / seat[what])
  const bounds: [CapacityLimit, number][] = [
    ['pods', left('pods')],
    ['memory', fits('memoryBytes')],
    ['cpu', fits('cpuMilli')],
  ]
  const [limit, seats] = bounds.reduce((least, bound) => (bound[1] < least[1] ? bound : least))
  return { seats, limit }
}

function sum(all: readonly Amounts[]): Amounts {
  return {
    cpuMilli: all.reduce((total, { cpuMilli }) => total + cpuMilli, 0),
    memoryBytes: all.reduce((total, { memoryBytes }) => total + memoryBytes, 0),
  }
}

/** What most of the sessions reserve; null where there is none to see. */
export function usualSeat(sessions: readonly Pick<PodRow, 'requests' | 'createdAt'>[]): Amounts | null {
  const counts = new Map<string, { seat: Amounts; count: number; newest: number }>()
  for (const { requests, createdAt } of sessions) {
    const key = `${requests.memoryBytes} ${requests.cpuMilli}`
    const known = counts.get(key)
    if (known) {
      known.count += 1
      known.newest = Math.max(known.newest, createdAt)
    } else counts.set(key, { seat: requests, count: 1, newest: createdAt })
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count || b.newest - a.newest)
  return most?.seat ?? null
}
