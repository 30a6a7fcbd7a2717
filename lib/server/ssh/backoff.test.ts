import { expect, it } from 'vitest'
import { backoffMs } from './backoff.ts'

it('waits 1, 2, 5, 10, 30 and then always 60 seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1000].map((attempt) => backoffMs(attempt, () => 0.5) / 1000)).toEqual([
    1, 2, 5, 10, 30, 60, 60, 60,
  ])
})

it('differs by a fifth at most, so that many consoles do not come back together', () => {
  expect([backoffMs(4, () => 0), backoffMs(4, () => 1)]).toEqual([8_000, 12_000])
})
