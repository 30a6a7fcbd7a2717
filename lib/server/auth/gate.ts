import { SlowDown } from './slow-down.ts'

/**
 * Lets `atOnce` pieces of work run and `waiting` more queue in order; one more fails with `slow_down`.
 *
 * @example const gate = createGate({ atOnce: 2, waiting: 32 }); await gate(() => slowWork())
 */
export function createGate(limits: {
  atOnce: number
  waiting: number
}): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const queue: (() => void)[] = []
  return async (work) => {
    if (running < limits.atOnce) running++
    else if (queue.length < limits.waiting) await new Promise<void>((resolve) => queue.push(resolve))
    else throw new SlowDown('Too many sign-ins are being checked at this moment.', 5)
    try {
      return await work()
    } finally {
      // A place is handed on, not given back, so that nobody slips in between.
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
}
