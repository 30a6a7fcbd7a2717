import { USAGE_KEPT_MS, type UsageHistory, type UsageRow } from '../../../shared/usage-row.ts'
import type { Measured } from './read-usage.ts'

/** What was measured in the last hour, in memory alone. */
export interface UsageRecords {
  /** Keeps what is new in an answer. */
  record(rows: readonly UsageRow[]): void
  /** Nothing for what was never measured. */
  of(key: string): UsageHistory
}

/** metrics-server measures four times a minute; what is older than the newest so many is overwritten. */
const MOST = 240

/** A ring of measurements. Numbers in lists of their own: ten thousand pods have 2.4 million of them. */
interface Track {
  seconds: Uint32Array<ArrayBuffer>
  cpuMilli: Float32Array<ArrayBuffer>
  memoryKiB: Float32Array<ArrayBuffer>
  /** Where the next one goes; all before it that fit are there. */
  next: number
  newest: number
}

/** `now`: milliseconds since the epoch. */
export function createUsageRecords(now: () => number = Date.now): UsageRecords {
  const tracks = new Map<string, Track>()
  let forgetAll: NodeJS.Timeout | undefined

  function keep(track: Track, { at, cpuMilli, memoryBytes }: UsageRow): void {
    if (at <= track.newest) return
    const { length } = track.seconds
    if (track.next === length && length < MOST) grow(track, Math.min(MOST, length * 2))
    const place = track.next % track.seconds.length
    track.seconds[place] = Math.round(at / 1000)
    track.cpuMilli[place] = cpuMilli
    track.memoryKiB[place] = memoryBytes / 1024
    track.next += 1
    track.newest = at
  }

  return {
    record(rows) {
      for (const row of rows) {
        const track = tracks.get(row.key) ?? newTrack()
        tracks.set(row.key, track)
        keep(track, row)
      }
      // By the clock that measured: the server's may be another than ours.
      const newest = rows.reduce((last, { at }) => Math.max(last, at), 0)
      if (newest > 0)
        for (const [key, track] of tracks) if (track.newest < newest - USAGE_KEPT_MS) tracks.delete(key)
      clearTimeout(forgetAll)
      forgetAll = setTimeout(() => tracks.clear(), USAGE_KEPT_MS).unref()
    },
    of(key) {
      const track = tracks.get(key)
      const history = { at: [] as number[], cpuMilli: [] as number[], memoryBytes: [] as number[] }
      if (!track) return history
      const size = track.seconds.length
      for (let at = Math.max(0, track.next - size); at < track.next; at += 1) {
        const moment = (track.seconds[at % size] ?? 0) * 1000
        if (moment < Math.max(now(), track.newest) - USAGE_KEPT_MS) continue
        history.at.push(moment)
        history.cpuMilli.push(Math.round(track.cpuMilli[at % size] ?? 0))
        history.memoryBytes.push(Math.round((track.memoryKiB[at % size] ?? 0) * 1024))
      }
      return history
    },
  }
}

/** Most pods of a BinderHub do not live for an hour: a track begins small. */
function newTrack(): Track {
  const size = 15
  return {
    seconds: new Uint32Array(size),
    cpuMilli: new Float32Array(size),
    memoryKiB: new Float32Array(size),
    next: 0,
    newest: 0,
  }
}

function grow(track: Track, size: number): void {
  const before = { ...track }
  track.seconds = new Uint32Array(size)
  track.cpuMilli = new Float32Array(size)
  track.memoryKiB = new Float32Array(size)
  track.seconds.set(before.seconds)
  track.cpuMilli.set(before.cpuMilli)
  track.memoryKiB.set(before.memoryKiB)
}

const known = new WeakMap<object, Record<Measured, UsageRecords>>()

/**
 * The measurements of a cluster. They outlive the table for an hour: who comes back sees a gap in the line, and not a new
 * beginning.
 */
export function usageRecordsOf(cluster: object, of: Measured): UsageRecords {
  const records = known.get(cluster) ?? { pods: createUsageRecords(), nodes: createUsageRecords() }
  known.set(cluster, records)
  return records[of]
}
