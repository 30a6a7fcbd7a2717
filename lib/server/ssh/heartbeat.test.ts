import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepWatch } from './heartbeat.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function watched() {
  let heardAt = performance.now()
  const connection = {
    heardAt: Date.now(),
    get silentMs() {
      return performance.now() - heardAt
    },
    hear() {
      heardAt = performance.now()
      connection.heardAt = Date.now()
    },
    lose: vi.fn(),
  }
  const report = vi.fn()
  return { connection, report, stop: keepWatch(connection, 5_000, report) }
}

describe('the watch over a connection', () => {
  it('gives it up after three missed answers, and not before', () => {
    const { connection } = watched()
    vi.advanceTimersByTime(20_000)
    expect(connection.lose).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1_000)
    expect(connection.lose).toHaveBeenCalledWith(expect.objectContaining({ code: 'link_lost' }))
  })

  it('passes on when it was last heard of, at most every two seconds, and not when nothing was', () => {
    const { connection, report, stop } = watched()
    for (let tick = 0; tick < 100; tick++) {
      vi.advanceTimersByTime(100)
      connection.hear()
    }
    expect(report).toHaveBeenCalledTimes(5)
    vi.advanceTimersByTime(2_000)
    report.mockClear()
    vi.advanceTimersByTime(10_000)
    expect(report).not.toHaveBeenCalled()
    stop()
  })

  it('does not judge by the wall clock, which is set forward and back', () => {
    const { connection } = watched()
    for (const hours of [5, -5]) {
      vi.setSystemTime(Date.now() + hours * 3_600_000)
      vi.advanceTimersByTime(5_000)
    }
    expect(connection.lose).not.toHaveBeenCalled()
    vi.advanceTimersByTime(11_000)
    expect(connection.lose).toHaveBeenCalledWith(
      expect.objectContaining({ message: 'Nothing was heard from the server for 21 s.' }),
    )
  })

  it('ends when told to', () => {
    const { connection, stop } = watched()
    stop()
    vi.advanceTimersByTime(60_000)
    expect(connection.lose).not.toHaveBeenCalled()
  })
})
