import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChannelMessage } from '../shared/frames.ts'
import type { ChannelReader, SocketState, TabSocket } from './socket.ts'
import { createTableStore } from './table-store.ts'

interface Pod {
  id: string
  phase: string
}

beforeEach(() => void vi.useFakeTimers({ now: 5_000 }))
afterEach(() => void vi.useRealTimers())

/** A socket of which the test is the other end. */
function start() {
  const readers: ChannelReader[] = []
  const log: string[] = []
  const listeners = new Set<() => void>()
  let state: SocketState = { state: 'live', since: 0, lastBeatAt: 0 }
  const socket: TabSocket = {
    now: () => Date.now(),
    open(reader) {
      readers.push(reader)
      log.push(`open ${JSON.stringify(reader.subject())}`)
      return {
        credit: () => {},
        send: () => expect.fail('it has nothing to send'),
        resize: () => expect.fail('it has no size'),
        reopen: () => void log.push(`reopen ${JSON.stringify(reader.subject())}`),
        close: () => void log.push('close'),
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    getSnapshot: () => state,
    close: () => {},
  }
  const frames: (() => void)[] = []
  const store = createTableStore<Pod>({
    table: 'pods',
    keyOf: (pod) => pod.id,
    socket,
    nextFrame(paint) {
      frames.push(paint)
      return () => void frames.splice(frames.indexOf(paint), 1)
    },
  })
  return {
    store,
    log,
    readers,
    watchers: () => listeners.size,
    say: (...messages: ChannelMessage[]) => {
      for (const message of messages) readers.at(-1)?.onMessage(message)
    },
    refuse: () => readers.at(-1)?.onClosed({ code: 'slow_down', message: 'Too many.' }),
    paint: () => frames.splice(0).forEach((frame) => void frame()),
    setSocket(next: SocketState['state']) {
      state = { ...state, state: next }
      for (const listener of [...listeners]) listener()
    },
  }
}

const snapshot = (seq: number, ...rows: Pod[]): ChannelMessage => ({
  type: 'snapshot',
  epoch: 'e',
  seq,
  rows,
})
const patch = (
  from: number,
  seq: number,
  put: Pod[],
  del: string[] = [],
  set: [string, Partial<Pod>][] = [],
): ChannelMessage => ({ type: 'patch', from, seq, put, set, del })
const [a, b, c]: [Pod, Pod, Pod] = [
  { id: 'a', phase: '1' },
  { id: 'b', phase: '1' },
  { id: 'c', phase: '1' },
]

it('shows all that came between two paintings at once, in one go', () => {
  const { store, say, paint } = start()
  let draws = 0
  store.subscribe(() => {
    draws += 1
  })
  expect(store.getSnapshot()).toMatchObject({ state: 'syncing', rows: [], since: 5_000 })
  expect(store.filled).toBe(false)
  say(snapshot(1, a, b), patch(1, 3, [c], ['a']), patch(3, 4, [{ id: 'b', phase: '2' }]))
  expect(draws).toBe(0)
  vi.setSystemTime(6_000)
  paint()
  expect(draws).toBe(1)
  expect(store.getSnapshot()).toMatchObject({
    state: 'live',
    since: 6_000,
    rows: [{ id: 'b', phase: '2' }, c],
  })
  expect(store.getSnapshot().byKey.get('c')).toBe(c)
  expect(store.filled).toBe(true)
})

it('keeps the identity of rows that did not change', () => {
  const { store, say, paint } = start()
  store.subscribe(() => {})
  say(snapshot(1, a, b))
  paint()
  const before = store.getSnapshot()
  say(patch(1, 2, [{ id: 'b', phase: '2' }]))
  paint()
  expect(store.row('a')).toBe(a)
  expect(store.getSnapshot()).not.toBe(before)
  expect(before.rows).toEqual([a, b])
  expect(before.byKey.get('b')).toBe(b)
})

it('starts over when a patch does not fit', () => {
  const { store, say, paint, log } = start()
  store.subscribe(() => {})
  say(snapshot(1, a), patch(2, 3, [b]))
  expect(log.at(-1)).toBe('reopen {"kind":"table","table":"pods"}')
  say(snapshot(9, c))
  paint()
  expect(store.getSnapshot().rows).toEqual([c])
})

describe('a change of some fields', () => {
  it('leaves the others as they were, in a row of its own', () => {
    const { store, say, paint } = start()
    store.subscribe(() => {})
    say(snapshot(1, a, b))
    paint()
    const before = store.row('a')
    say(patch(1, 2, [], [], [['a', { phase: '2' }]]))
    paint()
    expect(store.row('a')).toEqual({ id: 'a', phase: '2' })
    expect(before).toEqual(a)
    expect(store.row('b')).toBe(b)
  })

  it('rests on what came before, shown or not', () => {
    const { store, say, paint } = start()
    store.subscribe(() => {})
    say(snapshot(1, a), patch(1, 2, [c]), patch(2, 3, [], [], [['c', { phase: '2' }]]))
    say(patch(3, 4, [], [], [['a', { phase: '3' }]]))
    paint()
    expect(store.getSnapshot().rows).toEqual([
      { id: 'a', phase: '3' },
      { id: 'c', phase: '2' },
    ])
  })

  it.each<[string, ChannelMessage[]]>([
    ['never was', []],
    ['has gone', [patch(1, 2, [], ['a'])]],
    ['is not in the new list', [snapshot(2, b)]],
  ])('of a row that %s makes it start over', (_, before) => {
    const { store, say, paint, log } = start()
    store.subscribe(() => {})
    say(snapshot(1, a))
    paint()
    const key = before.length === 0 ? 'x' : 'a'
    say(...before, patch(before.length === 0 ? 1 : 2, 3, [], [], [[key, { phase: '2' }]]))
    expect(log.at(-1)).toBe('reopen {"kind":"table","table":"pods"}')
  })
})

describe('a snapshot in parts', () => {
  const begin = (seq: number, ...rows: Pod[]): ChannelMessage => ({
    type: 'snapshot',
    epoch: 'e',
    seq,
    rows,
    more: true,
  })

  it('is shown when the last is here, and not before', () => {
    const { store, say, paint } = start()
    store.subscribe(() => {})
    say(snapshot(1, a))
    paint()
    say(begin(5, b), { type: 'rows', rows: [c], more: true })
    paint()
    expect(store.getSnapshot().rows).toEqual([a])
    say({ type: 'rows', rows: [] }, patch(5, 6, [], ['b']))
    paint()
    expect(store.getSnapshot()).toMatchObject({ state: 'live', rows: [c] })
  })

  it('of which the rest never came is asked for from the beginning', () => {
    const { store, say, paint, setSocket, readers } = start()
    store.subscribe(() => {})
    say(snapshot(1, a))
    paint()
    say(begin(5, b))
    setSocket('lost')
    expect(store.getSnapshot()).toMatchObject({ state: 'stale', rows: [a] })
    expect(readers.at(-1)?.subject()).toEqual({ kind: 'table', table: 'pods' })
    setSocket('live')
    say(snapshot(7, c))
    paint()
    expect(store.getSnapshot()).toMatchObject({ state: 'live', rows: [c] })
  })
})

describe('how the engine is fed', () => {
  const fed = (state: 'live' | 'stale', since: number): ChannelMessage => ({
    type: 'upstream',
    upstream: { state, since, problem: null },
  })

  it('is told with the rows that came before it', () => {
    const { store, say, paint } = start()
    store.subscribe(() => {})
    expect(store.getSnapshot().upstream).toBeNull()
    say(snapshot(1, a), fed('live', 4_000))
    paint()
    expect(store.getSnapshot()).toMatchObject({ rows: [a], upstream: { state: 'live', since: 4_000 } })
    say(fed('stale', 4_500))
    paint()
    expect(store.getSnapshot()).toMatchObject({ state: 'live', rows: [a], upstream: { state: 'stale' } })
  })

  it('calls nothing live before the rows are here, and is forgotten with the channel', () => {
    const { store, say, paint } = start()
    const leave = store.subscribe(() => {})
    say(fed('live', 4_000))
    paint()
    expect(store.getSnapshot().state).toBe('syncing')
    say(snapshot(1, a))
    paint()
    leave()
    vi.advanceTimersByTime(5_000)
    expect(store.getSnapshot()).toMatchObject({ state: 'syncing', rows: [a], upstream: null })
  })
})

describe('a lost socket', () => {
  it('makes the table stale, with all that had come, until the engine has answered again', () => {
    const { store, say, paint, setSocket } = start()
    store.subscribe(() => {})
    say(snapshot(1, a))
    paint()
    say(patch(1, 2, [b]))
    vi.setSystemTime(7_000)
    setSocket('lost')
    expect(store.getSnapshot()).toMatchObject({ state: 'stale', since: 7_000, rows: [a, b] })
    paint()
    expect(store.getSnapshot().state).toBe('stale')
    vi.setSystemTime(8_000)
    setSocket('live')
    expect(store.getSnapshot()).toMatchObject({ state: 'stale', since: 7_000 })
    say(patch(2, 2, []))
    paint()
    expect(store.getSnapshot()).toMatchObject({ state: 'live', since: 8_000, rows: [a, b] })
  })

  it('is told also to one who comes when it is lost already', () => {
    const { store, setSocket } = start()
    setSocket('lost')
    store.subscribe(() => {})
    expect(store.getSnapshot().state).toBe('stale')
  })
})

describe('one channel for all who look', () => {
  it('is kept for 5 s after the last has left, and resumed where it was', () => {
    const { store, say, paint, log, watchers } = start()
    const [leave1, leave2] = [store.subscribe(() => {}), store.subscribe(() => {})]
    say(snapshot(4, a))
    paint()
    leave1()
    leave2()
    vi.advanceTimersByTime(4_999)
    const leave3 = store.subscribe(() => {})
    vi.advanceTimersByTime(60_000)
    leave3()
    expect(log).toEqual(['open {"kind":"table","table":"pods"}'])
    vi.advanceTimersByTime(5_000)
    expect(log.at(-1)).toBe('close')
    expect(watchers()).toBe(0)
    store.subscribe(() => {})
    expect(store.getSnapshot()).toMatchObject({ state: 'syncing', rows: [a] })
    expect(log.at(-1)).toBe('open {"kind":"table","table":"pods","since":{"epoch":"e","seq":4}}')
    say(patch(4, 5, [b]))
    paint()
    expect(store.getSnapshot()).toMatchObject({ state: 'live', rows: [a, b] })
  })

  it('says why the engine refused it, and is asked for again while somebody looks', () => {
    const { store, refuse, say, paint, log } = start()
    const leave = store.subscribe(() => {})
    refuse()
    const refused = { state: 'stale', problem: { code: 'slow_down' }, since: 5_000 }
    expect(store.getSnapshot()).toMatchObject(refused)
    vi.advanceTimersByTime(4_999)
    expect(log).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(log).toHaveLength(2)
    refuse()
    expect(store.getSnapshot()).toMatchObject(refused)
    vi.advanceTimersByTime(5_000)
    say(snapshot(1, a))
    paint()
    expect(store.getSnapshot()).toMatchObject({ state: 'live', rows: [a] })
    expect(store.getSnapshot()).not.toHaveProperty('problem')
    refuse()
    leave()
    vi.advanceTimersByTime(60_000)
    expect(log).toHaveLength(3)
  })

  it('is asked for again by the next who comes, where the engine refused it', () => {
    const { store, refuse, log, watchers } = start()
    const leave = store.subscribe(() => {})
    refuse()
    expect(store.getSnapshot().state).toBe('stale')
    expect(watchers()).toBe(0)
    leave()
    store.subscribe(() => {})
    expect(log.filter((line) => line.startsWith('open'))).toHaveLength(2)
  })
})

it('takes 10,000 rows and a patch each frame in a small part of the frame', () => {
  const { store, say, paint } = start()
  store.subscribe(() => {})
  say(snapshot(0, ...Array.from({ length: 10_000 }, (_, i) => ({ id: `pod-${i}`, phase: '1' }))))
  paint()
  const started = process.cpuUsage()
  for (let i = 0; i < 100; i += 1) {
    say(patch(i, i + 1, [{ id: `pod-${i}`, phase: '2' }]))
    paint()
  }
  const { user, system } = process.cpuUsage(started)
  // Measured 0.6 ms a frame.
  expect((user + system) / 1000 / 100).toBeLessThan(5)
})
