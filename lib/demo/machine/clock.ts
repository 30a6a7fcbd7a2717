import { Killed } from '../shell/program.ts'

/** How the practice machine waits. What it shows as the time of day is ours; only waits are shortened, by `speed`. */
export interface Clock {
  readonly speed: number
  /** Milliseconds that have gone by for what waits: more than ours, where `speed` shortens them. */
  elapsed(): number
  /** Does what takes its own time here and none on the machine. */
  aside<Result>(work: () => Promise<Result>): Promise<Result>
  /** Waits `ms` milliseconds of the machine. Throws `Killed` when the signal fires. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
  /** Does something later, unless the machine is switched off before. */
  later(ms: number, work: () => void): void
  /** Ends all waits: the machine is switched off. */
  stop(): void
}

/** `speed` 1 is the pace that a person can follow; tests use thousands. Waits of nothing still yield. */
export function createClock(speed: number): Clock {
  const off = new AbortController()
  const began = Date.now()
  let lost = 0
  let asides = 0
  let asideSince = 0
  const timers = new Set<NodeJS.Timeout>()
  return {
    speed,
    elapsed: () => Math.round(((asides > 0 ? asideSince : Date.now()) - began - lost) * speed),
    async aside(work) {
      if (asides === 0) asideSince = Date.now()
      asides += 1
      try {
        return await work()
      } finally {
        asides -= 1
        if (asides === 0) lost += Date.now() - asideSince
      }
    },
    wait(ms, signal = off.signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted || off.signal.aborted) return reject(new Killed())
        const settle = (end: () => void): void => {
          clearTimeout(timer)
          signal.removeEventListener('abort', killed)
          off.signal.removeEventListener('abort', killed)
          end()
        }
        const killed = (): void => settle(() => reject(new Killed()))
        const timer = setTimeout(() => settle(resolve), ms / speed)
        signal.addEventListener('abort', killed)
        off.signal.addEventListener('abort', killed)
      })
    },
    later(ms, work) {
      if (off.signal.aborted) return
      const timer = setTimeout(() => {
        timers.delete(timer)
        work()
      }, ms / speed)
      timer.unref()
      timers.add(timer)
    },
    stop() {
      off.abort()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
