import type { Diagnosis } from './diagnosis.ts'
import { type EventFacts, eventOf } from './facts.ts'

/** MetalLB answers within seconds. Milliseconds. */
const PATIENCE_MS = 20_000

export interface ServiceCase {
  service: {
    name: string
    /** "ClusterIP", "LoadBalancer"… */
    type: string
    /** Addresses it was given for the outside. */
    addresses: readonly string[]
    hasSelector: boolean
    createdAt: number
  }
  /** Its own, newest first. */
  events: readonly EventFacts[]
  /** Pods that its selector chooses, and those of them that are ready; null where that is not known. */
  behind: { all: number; ready: number } | null
  now: number
}

/** What is wrong with a service: no address, or nobody behind it. */
export function serviceTrouble({ service, events, behind, now }: ServiceCase): Diagnosis | null {
  const refused = eventOf({ events }, 'AllocationFailed')
  if (
    service.type === 'LoadBalancer' &&
    service.addresses.length === 0 &&
    now - service.createdAt > PATIENCE_MS
  )
    return {
      situation: 'no-address',
      kind: 'warn',
      what: 'It has no address for the outside',
      why: refused
        ? 'MetalLB has none to give: its pool is used up, or the address that was asked for is not in it.'
        : 'Nobody gives addresses out: MetalLB is not on, or has no pool.',
      advice: refused
        ? 'Widen the pool, or free an address. The service gets one by itself then.'
        : 'Run the MetalLB step. Until then it can be reached through a forward.',
      evidence: refused?.message ?? null,
      at: service.createdAt,
      remedies: [{ does: 'step', step: 'metallb', label: 'Open the MetalLB step' }],
    }
  if (!service.hasSelector || behind === null || behind.ready > 0) return null
  if (now - service.createdAt < PATIENCE_MS) return null
  return {
    situation: 'no-endpoints',
    kind: 'fail',
    what: 'Nobody answers behind it',
    why:
      behind.all === 0
        ? 'No pod has the labels that it sends to.'
        : `None of the ${behind.all} ${behind.all === 1 ? 'pod' : 'pods'} that it sends to is ready.`,
    advice:
      behind.all === 0
        ? 'Look whether what should run there was scaled to 0 or deleted.'
        : 'Look at those pods, which are below.',
    evidence: null,
    at: null,
    remedies: [],
  }
}
