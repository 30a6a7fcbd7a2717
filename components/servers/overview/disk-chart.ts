import { type DiskUse, IMAGE_GC_SHARE } from '../../../lib/shared/disk-row.ts'

export const WIDTH = 520
const TOP = 14
const BOTTOM = 124
/** So much of the width is the past, where there is a forecast to draw. */
const PAST_SHARE = 0.58
const DAY_MS = 86_400_000

/** A disk over time as lines of a picture 520 wide and 142 high; places in its units. */
export interface DiskChart {
  /** SVG paths of what was used. */
  line: string
  area: string
  now: { x: number; y: number }
  /** Where it is full; null without a forecast within the picture. */
  full: { x: number; y: number } | null
  /** The height from which on the kubelet deletes images. */
  gcY: number
  fullY: number
  floorY: number
  /** The times at both ends of what was seen. */
  from: number
  to: number
}

/** How a disk is drawn; null while there are not two points to draw a line through. */
export function diskChart({ trend, total, used, forecast }: DiskUse): DiskChart | null {
  const [first] = trend
  const last = trend.at(-1)
  if (!first || !last || last.at <= first.at) return null
  const past = last.at - first.at
  const fills = forecast.is === 'fills'
  const pastWidth = fills ? WIDTH * PAST_SHARE : WIDTH
  const x = (at: number): number => round(((at - first.at) / past) * pastWidth)
  const y = (bytes: number): number => round(BOTTOM - (Math.min(bytes, total) / total) * (BOTTOM - TOP))
  const points = trend.map((point) => `${x(point.at)} ${y(point.used)}`)
  const line = `M${points.join('L')}`
  return {
    line,
    area: `${line}V${BOTTOM}H0Z`,
    now: { x: x(last.at), y: y(used) },
    full: fills ? { x: fullX(forecast.fullAt - last.at, past, pastWidth), y: TOP } : null,
    gcY: y(total * IMAGE_GC_SHARE),
    fullY: TOP,
    floorY: BOTTOM,
    from: first.at,
    to: last.at,
  }
}

/** To scale where it is near enough to be drawn so; else at the edge, as far as that is. */
function fullX(ahead: number, past: number, pastWidth: number): number {
  const scaled = pastWidth + (Math.max(ahead, DAY_MS / 24) / past) * pastWidth
  return round(Math.min(scaled, WIDTH - 20))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
