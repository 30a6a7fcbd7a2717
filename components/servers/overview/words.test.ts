import { describe, expect, test } from 'vitest'
import { type Capacity, capacityOf } from '../../../lib/shared/capacity.ts'
import type { DiskForecast, DiskUse } from '../../../lib/shared/disk-row.ts'
import type { Session } from '../../../lib/shared/people/session.ts'
import { examplePod } from '../../../lib/testing/example-pod.ts'
import { amountsSentence, limitSentence, seatSize, seatsFree, seatsTaken } from './capacity-words.ts'
import { diskChart, WIDTH } from './disk-chart.ts'
import { forecastSentence, forecastWords } from './disk-words.ts'
import { seatsOf } from './seats.ts'

const now = new Date(2026, 10, 23, 9, 48).getTime()
const MINUTE = 60_000
const DAY = 1440 * MINUTE
const GB = 1e9

function session(idleMinutes: number | null): Session {
  const hub =
    idleMinutes === null
      ? null
      : {
          key: 'k',
          namespace: 'binder',
          person: 'p',
          server: '',
          state: 'ready' as const,
          startedAt: 0,
          lastActivityAt: now - idleMinutes * MINUTE,
        }
  return { pod: examplePod('jupyter-a'), hub, memoryBytes: null }
}

function capacity(change: Partial<Capacity>): Capacity {
  const none = { cpuMilli: 0, memoryBytes: 0 }
  return { free: 43, limit: 'memory', promised: none, allocatable: none, ...change }
}

describe('seats', () => {
  test('who was away for half an hour is idle, and who is not known is not', () => {
    expect(seatsOf([session(31), session(29), session(null)], 7, now)).toMatchObject({
      active: 2,
      idle: 1,
      free: 7,
      each: 1,
      squares: { active: 2, idle: 1, free: 7 },
    })
  })

  test('of very many each square stands for several', () => {
    const many = seatsOf([session(0)], 399, now)
    expect(many.each).toBe(4)
    expect(many.squares).toEqual({ active: 1, idle: 0, free: 100 })
  })

  test('none are drawn where nobody knows how many there are', () => {
    expect(seatsOf([], null, now).squares).toEqual({ active: 0, idle: 0, free: 0 })
  })

  test.each<[number[], string]>([
    [[], 'nobody is on it'],
    [[0, 0], '2 taken'],
    [[0, 40], '2 taken, 1 of them idle over 30 min'],
    [[40, 40], '2 taken, all idle over 30 min'],
    [[40], '1 taken, idle over 30 min'],
  ])('%j', (idle, words) => {
    expect(seatsTaken(seatsOf(idle.map(session), 1, now))).toBe(words)
  })

  test.each<[Partial<Capacity>, string]>([
    [{}, '43 seats free'],
    [{ free: 1 }, '1 seat free'],
    [{ free: 0 }, 'No seat free'],
    [{ free: 0, limit: 'closed' }, 'No seat: the node takes no pods'],
    [{ free: null }, 'Seats not known'],
  ])('%j', (change, words) => {
    expect(seatsFree(capacity(change))).toBe(words)
  })

  test('what a seat is, and what sets the limit', () => {
    expect(seatSize(null)).toBe('')
    expect(seatSize({ cpuMilli: 0, memoryBytes: GB })).toBe('1 GB a seat')
    expect(seatSize({ cpuMilli: 500, memoryBytes: GB })).toBe('1 GB and 0.5 cores a seat')
    const nothing = { cpuMilli: 0, memoryBytes: 0 }
    expect(seatSize(nothing)).toBe('no size reserved for a seat')
    expect(limitSentence(capacity({ limit: 'pods' }), nothing)).toContain('memory can run out long before')
    expect(limitSentence(capacity({}), { cpuMilli: 0, memoryBytes: GB })).toBe('Memory sets the limit.')
  })

  test('what is promised and used', () => {
    const given = capacityOf({
      nodes: [
        {
          name: 'binder-01',
          ready: true,
          cordoned: false,
          allocatable: { cpuMilli: 16_000, memoryBytes: 60.9 * GB, pods: 110 },
        },
      ],
      pods: [examplePod('a', { requests: { cpuMilli: 3_100, memoryBytes: 17.2 * GB } })],
      seat: null,
      quota: null,
      podsAllowed: null,
    })
    expect(amountsSentence(given, { cpuMilli: 900, memoryBytes: 11.8 * GB })).toBe(
      'Memory promised 17.2 GB of 60.9 GB, used 11.8 GB. Processor promised 3.1 of 16 cores, used 0.9.',
    )
    expect(amountsSentence(given, null)).toBe(
      'Memory promised 17.2 GB of 60.9 GB. Processor promised 3.1 of 16 cores.',
    )
  })
})

describe('a disk', () => {
  const disk = (forecast: DiskForecast, change: Partial<DiskUse> = {}): DiskUse => ({
    path: '/var',
    total: 937 * GB,
    used: 681 * GB,
    free: 256 * GB,
    trend: [
      { at: now - 14 * DAY, used: 400 * GB },
      { at: now, used: 681 * GB },
    ],
    forecast,
    ...change,
  })
  const fills = (days: number): DiskForecast => ({
    is: 'fills',
    fullAt: now + days * DAY,
    bytesPerDay: 28 * GB,
  })

  test.each<[DiskForecast, string, string]>([
    [fills(9), 'Full in 9 days', 'It grows by 28 GB a day and is full on 2 December.'],
    [fills(1), 'Full in 1 day', 'It grows by 28 GB a day and is full on 24 November.'],
    [fills(0.2), 'Full within a day', 'It grows by 28 GB a day and is full on 23 November.'],
    [{ is: 'steady' }, 'Does not fill up', 'It does not grow so that anybody has to think of it.'],
    [
      { is: 'watching', since: now - DAY },
      'Watched for 1 d',
      'When it is full is told once it was watched for two days; that is 1 d now.',
    ],
    [{ is: 'watching', since: null }, 'Not watched yet', 'When it is full is told after two days.'],
  ])('%j', (forecast, words, sentence) => {
    expect(forecastWords(forecast, now)).toBe(words)
    expect(forecastSentence(disk(forecast), now)).toBe(`681 GB of 937 GB on /var are used. ${sentence}`)
  })

  test('is drawn to scale, and its end within the picture', () => {
    const near = diskChart(disk(fills(7)))
    expect(near?.now.x).toBeCloseTo(WIDTH * 0.58, 0)
    expect(near?.full?.x).toBeCloseTo(WIDTH * 0.58 * 1.5, 0)
    expect(diskChart(disk(fills(300)))?.full?.x).toBe(WIDTH - 20)
    expect(near?.full?.y).toBe(near?.fullY)
    expect(near?.line).toMatch(/^M0 [\d.]+L[\d.]+ [\d.]+$/)
  })

  test('without a forecast the past has the whole width', () => {
    expect(diskChart(disk({ is: 'steady' }))).toMatchObject({ now: { x: WIDTH }, full: null })
  })

  test('is not drawn from a single measuring', () => {
    expect(diskChart(disk({ is: 'steady' }, { trend: [{ at: now, used: 1 }] }))).toBeNull()
  })
})
