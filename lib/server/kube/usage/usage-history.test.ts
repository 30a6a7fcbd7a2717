import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createUsageRecords, usageRecordsOf } from './usage-history.ts'

const START = Date.UTC(2026, 7, 3, 9)
beforeEach(() => vi.useFakeTimers({ now: START }))
afterEach(() => vi.useRealTimers())

const row = (at: number, cpuMilli = 10, key = 'binder/a') => ({ key, cpuMilli, memoryBytes: 4096, at })

it('keeps each measurement once, oldest first', () => {
  const records = createUsageRecords()
  records.record([row(START, 1)])
  records.record([row(START, 1)])
  records.record([row(START + 15_000, 2)])
  expect(records.of('binder/a')).toEqual({
    at: [START, START + 15_000],
    cpuMilli: [1, 2],
    memoryBytes: [4096, 4096],
  })
  expect(records.of('binder/b').at).toEqual([])
})

it('has the last hour, however long it goes', () => {
  const records = createUsageRecords()
  for (let i = 0; i < 1_000; i += 1) {
    vi.advanceTimersByTime(15_000)
    records.record([row(Date.now(), i)])
  }
  const { at, cpuMilli } = records.of('binder/a')
  expect(cpuMilli).toEqual(Array.from({ length: 240 }, (_, i) => 760 + i))
  expect(at[0]).toBe(Date.now() - 239 * 15_000)
})

it('drops what is older than an hour where measurements are rare', () => {
  const records = createUsageRecords()
  for (let minute = 0; minute <= 90; minute += 10) {
    vi.setSystemTime(START + minute * 60_000)
    records.record([row(Date.now())])
  }
  expect(records.of('binder/a').at).toHaveLength(7)
})

it('forgets pods that have gone, and everything that nobody asked for during an hour', () => {
  const records = createUsageRecords()
  records.record([row(START, 1, 'binder/gone'), row(START)])
  const later = START + 61 * 60_000
  records.record([row(later)])
  vi.setSystemTime(START)
  expect(records.of('binder/gone').at).toEqual([])
  records.record([row(later + 15_000)])
  vi.advanceTimersByTime(60 * 60_000)
  expect(records.of('binder/a').at).toEqual([])
})

it('are those of one cluster', () => {
  const [one, other] = [{}, {}]
  usageRecordsOf(one, 'pods').record([row(START)])
  expect(usageRecordsOf(one, 'pods').of('binder/a').at).toEqual([START])
  expect(usageRecordsOf(one, 'nodes').of('binder/a').at).toEqual([])
  expect(usageRecordsOf(other, 'pods').of('binder/a').at).toEqual([])
})
