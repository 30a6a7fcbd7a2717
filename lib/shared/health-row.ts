import type { Amounts } from './pod-row.ts'
import type { Problem } from './problem.ts'

/**
 * How the BinderHub of one server is, as it was asked last. One row a server, whether it has a BinderHub or not; times in
 * milliseconds since the epoch, by the engine's clock.
 */
export interface HealthRow {
  serverId: string
  /** `unknown` until it was looked at. */
  found: 'binderhub' | 'none' | 'unknown'
  namespace: string | null
  /** One per part that this server has, in the order of `healthParts`. */
  checks: readonly HealthCheck[]
  /** Sessions of people and builds, as BinderHub counts them; null where nobody could count. */
  people: number | null
  builds: number | null
  /** Sessions that BinderHub allows at once; null where it sets no limit, or could not be asked. */
  quota: number | null
  /** How many pods a quota of the namespace still allows; null without one. */
  podsAllowed: number | null
  nodes: readonly NodeHealth[]
  /** What all nodes together use now; null where nobody measures. */
  use: Amounts | null
  /** What a session reserves by the settings of the hub, 0 for nothing; null where they could not be read. */
  seat: Amounts | null
  versions: { kubernetes: string | null; binderhub: string | null }
  /** When the certificate of the Kubernetes API ends, after which nothing reaches it any more. */
  certificateEndsAt: number | null
  checkedAt: number | null
  /** Why the last look came to nothing: the checks are then those of `checkedAt`. */
  problem: Problem | null
}

/** What a launch needs, and what people need who are on it: worst loss first. */
export const healthParts = [
  'api',
  'node',
  'proxy',
  'hub',
  'binder',
  'registry',
  'scheduler',
  'builder',
] as const
export type HealthPart = (typeof healthParts)[number]

export interface HealthCheck {
  part: HealthPart
  state: 'ok' | 'starting' | 'failed' | 'unknown'
  /** The observed fact: "http://10.152.183.20/health answered in 14 ms". */
  evidence: string
  /** What is in its way; null while it is well, or nothing is known. */
  cause: HealthCause | null
  /** Since when it is in this state; null where it was so already when Bindery first looked. */
  since: number | null
}

/** Why a part does not do its work, as far as the cluster says. `said` is the machine's own line, or empty. */
export type HealthCause =
  /** Somebody set its replicas to 0. */
  | { is: 'scaled-to-zero' }
  | { is: 'missing' }
  | { is: 'restarting'; times: number; said: string }
  | { is: 'out-of-memory'; times: number }
  | { is: 'image'; said: string }
  | { is: 'unschedulable'; said: string }
  | { is: 'starting'; said: string }
  /** Its pods look well, and it gives no answer, or a wrong one: `said` is what was seen. */
  | { is: 'silent'; said: string }
  /** The node takes no new pods; `by` the image cleaner, where that cordoned it. */
  | { is: 'cordoned'; by: 'image-cleaner' | 'somebody' }
  | { is: 'not-ready'; said: string }
  | { is: 'pressure'; of: 'disk' | 'memory' | 'processes' }

export interface NodeHealth {
  name: string
  ready: boolean
  cordoned: boolean
  pressures: readonly ('disk' | 'memory' | 'processes')[]
  /** What pods may use in all. */
  allocatable: { cpuMilli: number; memoryBytes: number; pods: number }
}
