import { STAMP_LENGTH } from '../../../shared/log-line.ts'
import type { RawLine } from './cut-lines.ts'

const SPACE = 0x20
const Z = 0x5a

/** A line with what the runtime says of it: when it was printed, and its bytes. */
export interface StampedLine {
  /** RFC 3339, UTC, nine digits. */
  at: string
  text: Buffer
  cut: number
}

/**
 * Takes the timestamp off a line of `timestamps=true`. The kubelet writes nine digits, in the zone of its machine
 * (RFC3339NanoFixed): here it is UTC. Null for a line without one, such as a complaint of the API in between.
 */
export function readStamp({ bytes, cut }: RawLine): StampedLine | null {
  if (bytes[STAMP_LENGTH] === SPACE && bytes[STAMP_LENGTH - 1] === Z) {
    const at = bytes.toString('latin1', 0, STAMP_LENGTH)
    return isStamp(at) ? { at, text: bytes.subarray(STAMP_LENGTH + 1), cut } : null
  }
  const space = bytes.subarray(0, 40).indexOf(SPACE)
  if (space < 0) return null
  const at = inUtc(bytes.toString('latin1', 0, space))
  return at === null ? null : { at, text: bytes.subarray(space + 1), cut }
}

const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/
const isStamp = (text: string): boolean => utc.test(text)

/** "2026-11-27T09:59:31.5+01:00" → "2026-11-27T08:59:31.500000000Z" */
function inUtc(text: string): string | null {
  const [, date, fraction = '', zone] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? []
  const ms = Date.parse(`${date}${zone}`)
  if (date === undefined || Number.isNaN(ms)) return null
  return `${new Date(ms).toISOString().slice(0, 19)}.${fraction.padEnd(9, '0')}Z`
}
