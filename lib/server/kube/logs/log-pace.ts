import { setTimeout as pause } from 'node:timers/promises'

/** Bytes that are read of one log without a rest: all that a kubelet keeps of one, and more. */
const AT_ONCE_BYTES = 16 * 1024 * 1024
/** And then, each second. Nobody reads so fast; what is printed faster is a flood. */
const BYTES_A_SECOND = 4 * 1024 * 1024
/** Of a flood so much is behind what is printed now, before it is left behind. */
const LAG_MS = 5_000
const SAMPLE_MS = 1_000
const STRIKES = 3
/** Catching up with less than this a second is none. */
const CATCHES_UP_MS = 200

/** How fast one log is read. */
export interface LogPace {
  /** Waits as long as the pace asks for, after so many bytes. */
  take(bytes: number, signal: AbortSignal): Promise<void>
  /**
   * True once the reader is far behind what is printed, and falls back further. `lagMs`: how old the line is that it
   * just read, by the server's clock.
   */
  hopeless(lagMs: number): boolean
}

/** `now`: milliseconds that nobody puts forward or back. */
export function createPace(now: () => number = () => performance.now()): LogPace {
  let left = AT_ONCE_BYTES
  let filledAt = now()
  let sample: { at: number; lag: number } | null = null
  let strikes = 0

  return {
    async take(bytes, signal) {
      left = Math.min(AT_ONCE_BYTES, left + ((now() - filledAt) * BYTES_A_SECOND) / 1_000) - bytes
      filledAt = now()
      if (left < 0) await pause((-left / BYTES_A_SECOND) * 1_000, undefined, { signal })
    },
    hopeless(lagMs) {
      if (sample === null || lagMs <= LAG_MS) {
        sample = { at: now(), lag: lagMs }
        strikes = 0
        return false
      }
      if (now() - sample.at < SAMPLE_MS) return false
      const catchesUp = sample.lag - lagMs >= ((now() - sample.at) / 1_000) * CATCHES_UP_MS
      strikes = catchesUp ? 0 : strikes + 1
      sample = { at: now(), lag: lagMs }
      return strikes >= STRIKES
    },
  }
}
