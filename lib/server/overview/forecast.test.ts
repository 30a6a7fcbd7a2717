import { describe, expect, test } from 'vitest'
import type { TrendPoint } from '../../shared/disk-row.ts'
import { bytesPerDay, forecast } from './forecast.ts'

const GB = 1e9
const HOUR = 3_600_000
const DAY = 24 * HOUR
const start = Date.parse('2026-11-09T09:00:00Z')
const total = 937 * GB

/** So many days of a disk, measured each half hour. */
function days(count: number, used: (day: number) => number): TrendPoint[] {
  return Array.from({ length: count * 48 + 1 }, (_, index) => ({
    at: start + index * 30 * 60_000,
    used: used(index / 48),
  }))
}

describe('when a disk is full', () => {
  test('is not told before two days are known', () => {
    const points = days(1.9, (day) => 400 * GB + day * 28 * GB)
    expect(forecast(points, { total, free: 200 * GB })).toEqual({ is: 'watching', since: start })
    expect(forecast([], { total, free: 200 * GB })).toEqual({ is: 'watching', since: null })
  })

  test('is told by the pace of the last week', () => {
    const points = days(14, (day) => 400 * GB + (day < 7 ? 0 : (day - 7) * 28 * GB))
    const told = forecast(points, { total, free: 256 * GB })
    expect(told.is).toBe('fills')
    if (told.is !== 'fills') return
    expect(told.bytesPerDay / GB).toBeCloseTo(28, 1)
    expect((told.fullAt - (start + 14 * DAY)) / DAY).toBeCloseTo(256 / 28, 1)
  })

  test.each<[string, (day: number) => number]>([
    ['does not grow', () => 400 * GB],
    ['shrinks', (day) => 400 * GB - day * GB],
    ['grows by next to nothing', (day) => 400 * GB + day * 0.1 * GB],
  ])('is not told of one that %s', (_, used) => {
    expect(forecast(days(7, used), { total, free: 200 * GB })).toEqual({ is: 'steady' })
  })
})

describe('the pace', () => {
  const gigabytes = (points: readonly TrendPoint[]): number => (bytesPerDay(points, total) ?? Number.NaN) / GB

  test('is not bent by a large build that is cleaned away again', () => {
    const calm = days(7, (day) => 400 * GB + day * 2 * GB)
    const spiked = calm.map((point, index) =>
      index > 100 && index < 110 ? { ...point, used: point.used + 20 * GB } : point,
    )
    expect(gigabytes(spiked)).toBeCloseTo(2, 1)
  })

  test('counts from the last clean-up on, once that is two days ago', () => {
    const saw = (day: number) => 400 * GB + (day < 4 ? day * 30 * GB : (day - 4) * 30 * GB)
    expect(gigabytes(days(7, saw))).toBeCloseTo(30, 0)
  })

  test('right after a clean-up the whole week counts', () => {
    const saw = (day: number) => 400 * GB + (day < 6 ? day * 10 * GB : 0)
    expect(gigabytes(days(7, saw))).toBeGreaterThan(0)
  })

  test('of thousands of points takes no time', () => {
    const points = Array.from({ length: 20_000 }, (_, index) => ({
      at: start + index * 30_000,
      used: index * 1e6,
    }))
    const began = performance.now()
    expect(gigabytes(points)).toBeCloseTo(2.88, 2)
    expect(performance.now() - began).toBeLessThan(250)
  })
})
