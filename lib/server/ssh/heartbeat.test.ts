import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepWatch } from './heartbeat.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function watched() {
  const connection = { heardAt: Date.now(), lose: vi.fn() }
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
      connection.heardAt = Date.now()
    }
    expect(report).toHaveBeenCalledTimes(5)
    vi.advanceTimersByTime(2_000)
    report.mockClear()
    vi.advanceTimersByTime(10_000)
    expect(report).not.toHaveBeenCalled()
    stop()
  })

  it('ends when told to', () => {
    const { connection, stop } = watched()
    stop()
    vi.advanceTimersByTime(60_000)
    expect(connection.lose).not.toHaveBeenCalled()
  })
})
