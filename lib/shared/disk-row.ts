import type { Problem } from './problem.ts'

/**
 * The disks of one server and what takes their room, as they were measured last. One row a server; sizes in bytes, times in
 * milliseconds since the epoch.
 */
export interface DiskRow {
  serverId: string
  /** Those that Kubernetes, the builder and people's files lie on. The one that is full first stands first. */
  disks: readonly DiskUse[]
  parts: readonly PartUse[]
  measuredAt: number | null
  measuring: boolean
  /** Why the last measuring came to nothing. */
  problem: Problem | null
}

export interface DiskUse {
  /** Where it is mounted. */
  path: string
  /** What programs may use in all: less than the disk where some is kept for root. */
  total: number
  used: number
  free: number
  /** What was used, oldest first; at most 60 points over at most 90 days. */
  trend: readonly TrendPoint[]
  forecast: DiskForecast
}

export interface TrendPoint {
  at: number
  used: number
}

export type DiskForecast =
  /** Not long enough to tell. */
  | { is: 'watching'; since: number | null }
  /** It does not grow, or so slowly that nobody has to think of it. */
  | { is: 'steady' }
  | { is: 'fills'; fullAt: number; bytesPerDay: number }

export const diskParts = ['images', 'builder', 'volumes'] as const
/** Images of Kubernetes' own store, the store of the image builder, files of people and hub. */
export type DiskPart = (typeof diskParts)[number]

export interface PartUse {
  part: DiskPart
  /** Null where it could not be measured. */
  bytes: number | null
  /** True where counting was broken off: it is so much or more. */
  atLeast: boolean
  path: string
  /** How fast it grows, by the same days as the disk's forecast; null where that is not known yet. */
  bytesPerDay: number | null
}

/** From so much use on the kubelet deletes images that no pod uses: its `imageGCHighThresholdPercent`, by default. */
export const IMAGE_GC_SHARE = 0.85
