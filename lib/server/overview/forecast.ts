import type { DiskForecast, TrendPoint } from '../../shared/disk-row.ts'

const DAY_MS = 86_400_000
/** Less than this tells the time of day and not the pace. */
const ENOUGH_MS = 2 * DAY_MS
/** "At this week's pace", where there is a week. */
const RECENT_MS = 7 * DAY_MS
/** What is further away nobody has to think of. */
const FAR_MS = 400 * DAY_MS
/** A fall by such a share of the disk is a clean-up: what was before says nothing of the pace since. */
const CLEANUP_SHARE = 0.03
/** Pairs of so many points are compared, at most. */
const MOST_POINTS = 120

/** When a disk is full at its present pace. `points` oldest first; sizes in bytes, times in milliseconds since the epoch. */
export function forecast(
  points: readonly TrendPoint[],
  { total, free }: { total: number; free: number },
): DiskForecast {
  const pace = bytesPerDay(points, total)
  const first = points[0]
  const last = points.at(-1)
  if (pace === null || last === undefined) return { is: 'watching', since: first?.at ?? null }
  if (pace <= 0 || (free / pace) * DAY_MS > FAR_MS) return { is: 'steady' }
  return { is: 'fills', fullAt: Math.round(last.at + (free / pace) * DAY_MS), bytesPerDay: Math.round(pace) }
}

/**
 * How fast something grows: the median of the slopes between all pairs of points (Theil and Sen), which a single clean-up or
 * one large build does not bend. Null where less than two days are known. `total`: the size of the disk, in bytes.
 */
export function bytesPerDay(points: readonly TrendPoint[], total: number): number | null {
  const recent = sinceCleanup(points, total)
  const [first] = recent
  const last = recent.at(-1)
  if (first === undefined || last === undefined || last.at - first.at < ENOUGH_MS) return null
  const some = thinned(recent)
  const slopes = some.flatMap((a, index) =>
    some.slice(index + 1).map((b) => ((b.used - a.used) / (b.at - a.at)) * DAY_MS),
  )
  return median(slopes)
}

function sinceCleanup(points: readonly TrendPoint[], total: number): TrendPoint[] {
  const last = points.at(-1)
  if (last === undefined) return []
  const recent = points.filter(({ at }) => last.at - at <= RECENT_MS)
  const fell = recent.findLastIndex(
    ({ used }, index) => index > 0 && (recent[index - 1]?.used ?? used) - used > CLEANUP_SHARE * total,
  )
  const after = fell < 0 ? recent : recent.slice(fell)
  // Too little is known since then: the whole time, clean-up and all, is the better guess.
  const from = after[0]
  return from !== undefined && last.at - from.at >= ENOUGH_MS ? after : recent
}

function thinned(points: readonly TrendPoint[]): TrendPoint[] {
  const step = Math.max(1, points.length / MOST_POINTS)
  return Array.from({ length: Math.min(points.length, MOST_POINTS) }, (_, index) => {
    const fromEnd = Math.round(index * step)
    return points[points.length - 1 - fromEnd]
  })
    .flatMap((point) => point ?? [])
    .reverse()
}

function median(values: number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
