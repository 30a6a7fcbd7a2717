import type { DiskRow, DiskUse, TrendPoint } from '../../shared/disk-row.ts'
import type { DiskSamples } from './disk-samples.ts'
import { bytesPerDay, forecast } from './forecast.ts'

const SHOWN_POINTS = 60

/** What pages get of the samples of a server: forecasts made, trends thinned to what a small picture can show. */
export function diskRowOf(serverId: string, known: ReturnType<DiskSamples['of']>): DiskRow {
  if (known === null)
    return { serverId, disks: [], parts: [], measuredAt: null, measuring: false, problem: null }
  const disks = known.disks.map(
    ({ points, ...disk }): DiskUse => ({ ...disk, trend: spread(points), forecast: forecast(points, disk) }),
  )
  const total = Math.max(1, ...disks.map((disk) => disk.total))
  return {
    serverId,
    disks: disks.sort((a, b) => urgency(a) - urgency(b)),
    parts: known.parts.map(({ points, ...part }) => ({ ...part, bytesPerDay: bytesPerDay(points, total) })),
    measuredAt: known.at,
    measuring: false,
    problem: null,
  }
}

/** The disk that is full first stands first; of those that are not filling, the fullest. */
function urgency({ forecast, free, total }: DiskUse): number {
  return forecast.is === 'fills' ? forecast.fullAt : Number.MAX_SAFE_INTEGER * (0.5 + free / total / 2)
}

/** Evenly over the time, the newest always among them. */
function spread(points: readonly TrendPoint[]): TrendPoint[] {
  if (points.length <= SHOWN_POINTS) return [...points]
  const [first] = points
  const last = points.at(-1)
  if (!first || !last) return []
  const step = (last.at - first.at) / (SHOWN_POINTS - 1)
  const shown: TrendPoint[] = []
  for (const point of points) if (point.at >= first.at + shown.length * step) shown.push(point)
  if (shown.at(-1) !== last) shown.push(last)
  return shown.slice(-SHOWN_POINTS)
}
