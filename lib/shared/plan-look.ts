import type { AddressRange } from './ipv4.ts'
import type { Plan } from './plan.ts'

/** GET /api/servers/:server/install/look: what a server says that helps to answer the plan's questions. */
export interface PlanLook {
  /** Milliseconds since the epoch, by our clock. */
  lookedAt: number
  tookMs: number
  proposals: Proposals
  network: NetworkSeen
  fileSystems: FileSystemSeen[]
  /** Folders that were looked at: those proposed, and the one that was asked for. */
  folders: FolderSeen[]
  channels: { name: string; version: string }[]
  charts: ChartIndexSeen
  docker: { version: string; containers: number | null } | null
  /** Null where there is none, or where it does not answer. */
  cluster: ClusterForPlan | null
  /** What could not be read, in words. The values that rest on it are then our usual ones. */
  unread: string[]
}

/** A value to begin with, why it was chosen, and what else could be. */
export interface Proposal<Value> {
  value: Value
  why: string
  alternatives: { value: Value; why: string }[]
}

export interface Proposals {
  channel: Proposal<string>
  groupUser: Proposal<string | null>
  pool: Proposal<Plan['pool']>
  addresses: Proposal<Plan['addresses']>
  storage: Proposal<Plan['storage']>
  namespace: Proposal<string>
  release: Proposal<string>
  chartVersion: Proposal<string>
  /** An empty account or user: nothing is known, the person has to say. */
  registry: Proposal<Plan['registry']>
  imagePrefix: Proposal<string>
  builder: Proposal<Plan['builder']>
  metricsServer: Proposal<boolean>
  proof: Proposal<Plan['proof']>
}

export interface NetworkSeen {
  /** Networks that the server is a member of, that of the default route first. Bridges of containers are not among them. */
  subnets: SubnetSeen[]
  /** Networks that lead elsewhere: bridges of containers, tunnels. Each with the name of its interface. */
  others: { interface: string; cidr: string }[]
}

export interface SubnetSeen {
  interface: string
  /** The server's own address in it. */
  address: string
  /** "10.0.0.0/24" */
  cidr: string
  gateway: string | null
  /** The server's own address was lent by DHCP. */
  leased: boolean
  /** Which addresses were asked; null where none was. */
  asked: { first: string; last: string } | null
  /** Those of others that answered, in order. */
  answered: string[]
}

export interface FileSystemSeen {
  /** Where it is mounted. */
  mount: string
  type: string
  /** Bytes. */
  free: number
  total: number
  /** Why people's files cannot live there; null where they can. */
  unfit: string | null
}

export interface FolderSeen {
  path: string
  /** What it is now; `within-file`: something on the way to it is no folder; `dead-link`: it leads to what is not there. */
  is: 'missing' | 'folder' | 'file' | 'within-file' | 'dead-link'
  /** Where it leads, through symbolic links; the path itself without any. */
  real: string
  /** What it lies on, or would. */
  on: FileSystemSeen
  empty: boolean
}

export interface ChartVersion {
  version: string
  /** As the chart says it: ">=1.28.0-0"; empty where it says nothing. */
  kubeVersion: string
  /** Milliseconds since the epoch; null where the index does not say. */
  created: number | null
  /** The JupyterHub chart inside. */
  jupyterhub: string | null
}

export interface ChartIndexSeen {
  /** Newest first. */
  versions: ChartVersion[]
  /** When the index was read, in milliseconds since the epoch; null where it never was. */
  readAt: number | null
}

export interface ClusterForPlan {
  /** "1.33", of its node. */
  kubernetes: string | null
  pool: { first: string; last: string } | null
  /** Namespaces that are there, and releases of any chart. */
  namespaces: string[]
  releases: { name: string; namespace: string; chart: string; status: string }[]
}

/** What MicroK8s takes for itself (domain.md 1.1, ready). */
export const clusterRanges: readonly { what: string; cidr: string }[] = [
  { what: 'pods', cidr: '10.1.0.0/16' },
  { what: 'services of the cluster', cidr: '10.152.183.0/24' },
]

/**
 * The addresses that a router usually lends, in each block of 256 that a network has: 100 to 200. Where the server's
 * own address was lent, the range reaches to it.
 */
export function usualDhcpRange(block: AddressRange, leased: number | null): AddressRange {
  const first = block.first + 100
  const last = block.first + 200
  if (leased === null || leased < block.first || leased > block.last) return { first, last }
  return { first: Math.min(first, leased), last: Math.max(last, leased) }
}
