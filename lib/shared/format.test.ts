import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  formatAge,
  formatBytes,
  formatDay,
  formatDuration,
  formatTime,
  formatTimeWithSeconds,
} from './format.ts'

const [S, MIN, H, D] = [1_000, 60_000, 3_600_000, 86_400_000]

describe('formatDuration', () => {
  it.each([
    [-5, '0 s'],
    [0, '0 s'],
    [449, '0.4 s'],
    [999, '0.9 s'],
    [9 * S + 999, '9 s'],
    [60 * S, '1 min'],
    [3 * MIN + 51 * S, '3 min 51 s'],
    [4 * MIN + 5 * S, '4 min 5 s'],
    [H - 1, '59 min 59 s'],
    [H, '1 h'],
    [H + 4 * MIN, '1 h 04 min'],
    [2 * H + 10 * MIN, '2 h 10 min'],
    [D + 3 * H, '1 d 3 h'],
    [40 * D + 5 * H, '40 d'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })
})

describe('formatAge', () => {
  it.each([
    [-1 * S, '0 s'],
    [400, '0 s'],
    [12 * S, '12 s'],
    [4 * MIN + 59 * S, '4 min'],
    [H + 12 * MIN, '1 h 12 min'],
    [9 * D + 23 * H, '9 d 23 h'],
    [10 * D, '10 d'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatAge(ms)).toBe(text)
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [8_191, '8.2 kB'],
    [99_960, '100 kB'],
    [999_600, '1 MB'],
    [700e6, '700 MB'],
    [60.9e9, '60.9 GB'],
    [256e9, '256 GB'],
    [5e18, '5000 PB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})

describe('times', () => {
  const zone = process.env.TZ
  beforeAll(() => {
    process.env.TZ = 'Europe/Berlin'
  })
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })

  const now = Date.UTC(2026, 10, 23, 10, 0, 0)

  it('are short on the day of the reader, who may be in another day than UTC', () => {
    expect(formatTime(Date.UTC(2026, 10, 23, 8, 44), now)).toBe('09:44')
    expect(formatTime(Date.UTC(2026, 10, 22, 23, 5), now)).toBe('00:05')
  })

  it('have the day otherwise, and the year when it is another', () => {
    expect(formatTime(Date.UTC(2026, 10, 17, 17, 22), now)).toBe('17 Nov 18:22')
    expect(formatTime(Date.UTC(2025, 10, 17, 17, 22), now)).toBe('17 Nov 2025 18:22')
  })

  it('have seconds where they matter', () => {
    expect(formatTimeWithSeconds(Date.UTC(2026, 10, 23, 8, 44, 7))).toBe('09:44:07')
    expect(formatDay(Date.UTC(2026, 11, 2, 8, 44))).toBe('2 December')
    expect(formatTimeWithSeconds(Date.UTC(2026, 10, 22, 8, 44, 7), now)).toBe('22 Nov 09:44:07')
  })
})
