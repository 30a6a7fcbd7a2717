import { expect, it } from 'vitest'
import { createPace } from './log-pace.ts'

const never = new AbortController().signal

it('reads a whole file of a kubelet at once, and then no more than 4 MB a second', async () => {
  let now = 0
  const pace = createPace(() => now)
  await pace.take(12_000_000, never)
  const began = performance.now()
  await pace.take(5_000_000, never)
  expect(performance.now() - began).toBeGreaterThan(30)
  now += 60_000
  const rested = performance.now()
  await pace.take(16_000_000, never)
  expect(performance.now() - rested).toBeLessThan(30)
})

it('leaves a flood behind, and nothing that is caught up with', () => {
  let now = 0
  const flood = createPace(() => now)
  const hopeless: number[] = []
  for (let lag = 0; lag < 30_000 && hopeless.length === 0; lag += 90) {
    now += 100
    if (flood.hopeless(lag)) hopeless.push(lag)
  }
  expect(hopeless[0]).toBeGreaterThan(5_000)
  expect(hopeless[0]).toBeLessThan(9_000)

  now = 0
  const backlog = createPace(() => now)
  for (let lag = 60_000; lag > 0; lag -= 50) {
    now += 100
    expect(backlog.hopeless(lag)).toBe(false)
  }
})
