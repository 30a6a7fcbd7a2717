import {
  type DiskRow,
  type DiskUse,
  type diskParts,
  IMAGE_GC_SHARE,
  type PartUse,
} from '../../../../lib/shared/disk-row.ts'
import { formatBytes, formatDay } from '../../../../lib/shared/format.ts'
import type { Need } from './need.ts'

const DAY_MS = 86_400_000
/** Time enough to do something about it on a working day. */
const SOON_MS = 14 * DAY_MS
const URGENT_MS = 2 * DAY_MS
const NEARLY_FULL = 0.95

/** What the disks ask of a person, before Kubernetes begins to delete things by itself. `now` in milliseconds since the epoch. */
export function diskNeeds({ disks, parts }: DiskRow, now: number): Need[] {
  return disks.flatMap((disk) => diskNeed(disk, parts, now) ?? [])
}

function diskNeed(disk: DiskUse, parts: readonly PartUse[], now: number): Need | null {
  const { path, used, total, free, forecast } = disk
  const share = used / Math.max(1, total)
  const base = {
    id: `disk ${path}`,
    evidence: null,
    way: { to: 'section', id: 'disk', label: 'What takes the room' },
  } as const
  if (share >= NEARLY_FULL)
    return {
      ...base,
      kind: 'fail',
      title: `The disk ${path} is ${percent(share)} full: ${formatBytes(free)} is left`,
      text: 'When it is full Kubernetes ends sessions and starts no new ones. Make room now.',
    }
  if (forecast.is === 'fills' && forecast.fullAt - now < SOON_MS)
    return {
      ...base,
      kind: forecast.fullAt - now < URGENT_MS ? 'fail' : 'warn',
      title: `The disk ${path} is full on ${formatDay(forecast.fullAt)} at this week's pace`,
      text: [
        growth(parts, forecast.bytesPerDay),
        'Then Kubernetes ends sessions and starts no new ones.',
      ].join(' '),
    }
  if (share < IMAGE_GC_SHARE) return null
  return {
    ...base,
    kind: 'warn',
    title: `The disk ${path} is ${percent(share)} full`,
    text: `From ${percent(IMAGE_GC_SHARE)} on Kubernetes deletes images that no session uses, so that the next launch of such a repository takes minutes.`,
  }
}

/** What grows most, where that was measured for long enough. */
function growth(parts: readonly PartUse[], bytesPerDay: number): string {
  const grown = parts
    .flatMap(({ part, bytesPerDay: pace }) => (pace !== null && pace > 0 ? [{ part, pace }] : []))
    .sort((a, b) => b.pace - a.pace)[0]
  return grown === undefined || grown.pace < bytesPerDay / 2
    ? `It grows by ${formatBytes(bytesPerDay)} a day.`
    : `${partNames[grown.part]} grow by ${formatBytes(grown.pace)} a day.`
}

/** What takes room, at the beginning of a sentence. */
export const partNames: Readonly<Record<(typeof diskParts)[number], string>> = {
  images: 'Images of Kubernetes',
  builder: 'Built images and layers',
  volumes: 'Files of people and hub',
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
