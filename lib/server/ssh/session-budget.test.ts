import { describe, expect, it, vi } from 'vitest'
import { type Lane, type Lease, SessionBudget } from './session-budget.ts'

const never = new AbortController().signal
const settled = () => new Promise((resolve) => setImmediate(resolve))

function asker(budget: SessionBudget) {
  const granted: { name: string; lease: Lease }[] = []
  const ask = (name: string, lane: Lane = 'work', signal = never) =>
    budget.take(lane, { signal }).then((lease) => granted.push({ name, lease }))
  const names = () => granted.map(({ name }) => name).join('')
  const release = (name: string) => granted.find((one) => one.name === name)?.lease.release()
  return { ask, names, release, granted }
}

describe('the session budget', () => {
  it('keeps two of eight for people', async () => {
    const budget = new SessionBudget()
    const { ask, names, release } = asker(budget)
    for (const name of 'abcdefgh') void ask(name)
    void ask('X', 'person')
    void ask('Y', 'person')
    void ask('Z', 'person')
    await settled()
    expect(names()).toBe('abcdefXY')
    expect(budget.counts).toEqual({ inUse: 8, budget: 8, waiting: 3 })
    release('a')
    await settled()
    expect(names()).toBe('abcdefXYg')
    release('X')
    await settled()
    expect(names()).toBe('abcdefXYgZ')
  })

  it('serves each lane in order', async () => {
    const { ask, names, release } = asker(new SessionBudget(1))
    for (const name of 'abc') void ask(name)
    for (const name of 'abc') {
      await settled()
      release(name)
    }
    expect(names()).toBe('abc')
  })

  it('shrinks to what the server allows, and never below one', async () => {
    const budget = new SessionBudget()
    const { ask, granted } = asker(budget)
    for (const name of 'abc') void ask(name)
    await settled()
    granted[2]?.lease.refused()
    expect(budget.counts).toEqual({ inUse: 2, budget: 2, waiting: 0 })
    granted[1]?.lease.refused()
    granted[0]?.lease.refused()
    expect(budget.counts).toEqual({ inUse: 0, budget: 1, waiting: 0 })
  })

  it('tries one more after each quiet minute, up to what it began with', async () => {
    vi.useFakeTimers()
    try {
      const budget = new SessionBudget(3)
      const take = () => budget.take('person', { signal: never })
      for (const lease of [await take(), await take()]) lease.refused()
      const sizes: number[] = []
      for (let half = 0; half < 8; half++) {
        vi.advanceTimersByTime(30_000)
        const lease = await take()
        lease.release()
        sizes.push(budget.counts.budget)
      }
      expect(sizes).toEqual([1, 2, 2, 3, 3, 3, 3, 3])
    } finally {
      vi.useRealTimers()
    }
  })

  it('lets a refused one keep its place', async () => {
    const budget = new SessionBudget(1)
    const { ask, names, granted } = asker(budget)
    void ask('a')
    void ask('b')
    await settled()
    const again = budget.take('work', { signal: never, again: true }).then(() => names())
    granted[0]?.lease.refused()
    expect(await again).toBe('a')
  })

  it('counts a lease that is given back twice only once', async () => {
    const budget = new SessionBudget()
    const lease = await budget.take('work', { signal: never })
    lease.release()
    lease.refused()
    expect(budget.counts).toEqual({ inUse: 0, budget: 8, waiting: 0 })
  })

  it('forgets who does not wait any more, and tells the others when it closes', async () => {
    const budget = new SessionBudget(1)
    const { ask, granted } = asker(budget)
    void ask('a')
    const leaving = new AbortController()
    const left = ask('b', 'work', leaving.signal)
    leaving.abort(new Error('left'))
    await expect(left).rejects.toThrow('left')
    const waiting = ask('c')
    budget.close(new Error('closed'))
    await expect(waiting).rejects.toThrow('closed')
    await expect(ask('d')).rejects.toThrow('closed')
    granted[0]?.lease.release()
    expect(budget.counts).toEqual({ inUse: 0, budget: 1, waiting: 0 })
  })
})
