import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TableMessage } from '../../shared/frames.ts'
import { createLiveTable, type LiveTable, type TableCursor } from './live-table.ts'

interface Pod {
  id: string
  phase: string
  /** Most rows have one. */
  node?: string
}

const pods = (options: { logLimit?: number; partLength?: number } = {}) =>
  createLiveTable<Pod>({ keyOf: (pod) => pod.id, epoch: 'life-1', ...options })

/** What a page does with the messages it gets: the copy must always end up equal to the table. */
class Copy {
  rows = new Map<string, Pod>()
  cursor: TableCursor | null = null

  take(message: TableMessage<Pod> | null): string {
    if (!message) return 'nothing'
    if (message.type === 'snapshot') {
      this.rows = new Map(message.rows.map((row) => [row.id, row]))
      this.cursor = { epoch: message.epoch, seq: message.seq }
    } else if (message.type === 'patch') {
      expect(message.from).toBe(this.cursor?.seq)
      for (const row of message.put) this.rows.set(row.id, row)
      for (const [key, fields] of message.set) {
        const row = this.rows.get(key)
        expect(row, 'only what the page has is changed').toBeDefined()
        if (row) this.rows.set(key, { ...row, ...fields })
      }
      for (const key of message.del) this.rows.delete(key)
      this.cursor = { epoch: 'life-1', seq: message.seq }
    }
    return message.type
  }

  sorted(): Pod[] {
    return [...this.rows.values()].sort((a, b) => a.id.localeCompare(b.id))
  }
}

/** What a viewer at this cursor is sent, as it comes out of the JSON. */
function messageFor(table: LiveTable<Pod>, cursor: TableCursor | null): TableMessage<Pod> | null {
  const text = table.textSince(cursor)
  if (!text) return null
  expect(text.parts).toHaveLength(1)
  const message: TableMessage<Pod> = JSON.parse(String(text.parts[0]))
  expect(message).toHaveProperty('seq', text.cursor.seq)
  return message
}

const sortedRows = (table: LiveTable<Pod>) => table.rows().sort((a, b) => a.id.localeCompare(b.id))

describe('what a viewer is sent', () => {
  it('gives newcomers everything, and those who have it nothing', () => {
    const table = pods()
    table.put({ id: 'a', phase: 'Running' })
    expect(messageFor(table, null)).toEqual({
      type: 'snapshot',
      epoch: 'life-1',
      seq: 1,
      rows: [{ id: 'a', phase: 'Running' }],
    })
    expect(messageFor(table, { epoch: 'life-1', seq: 1 })).toBeNull()
  })

  it('merges many changes of a row into its last state', () => {
    const table = pods()
    table.put({ id: 'a', phase: 'Pending' })
    table.put({ id: 'b', phase: 'Pending' })
    for (const phase of ['Pulling', 'Starting', 'Running']) table.put({ id: 'a', phase })
    table.delete('b')
    expect(messageFor(table, { epoch: 'life-1', seq: 2 })).toEqual({
      type: 'patch',
      from: 2,
      seq: 6,
      put: [],
      set: [['a', { phase: 'Running' }]],
      del: ['b'],
    })
  })

  it('tells of a change what changed, and gives whole what is new to the viewer', () => {
    const table = pods()
    table.put({ id: 'a', phase: 'Pending', node: 'n1' })
    table.put({ id: 'a', phase: 'Running', node: 'n1' })
    table.put({ id: 'a', phase: 'Running', node: 'n2' })
    const patch = (seq: number) => messageFor(table, { epoch: 'life-1', seq })
    expect(patch(2)).toMatchObject({ put: [], set: [['a', { node: 'n2' }]] })
    expect(patch(1)).toMatchObject({ put: [], set: [['a', { phase: 'Running', node: 'n2' }]] })
    expect(patch(0)).toMatchObject({ put: [{ id: 'a', phase: 'Running', node: 'n2' }], set: [] })
  })

  it('gives a row whole that lost a field, or that came back under its name', () => {
    const table = pods()
    table.put({ id: 'a', phase: 'Running', node: 'n1' })
    table.put({ id: 'a', phase: 'Running' })
    expect(messageFor(table, { epoch: 'life-1', seq: 1 })).toMatchObject({
      put: [{ id: 'a', phase: 'Running' }],
      set: [],
    })
    table.delete('a')
    table.put({ id: 'a', phase: 'Running' })
    expect(messageFor(table, { epoch: 'life-1', seq: 2 })).toMatchObject({
      put: [{ id: 'a', phase: 'Running' }],
      set: [],
      del: [],
    })
  })

  it('takes lists that say the same for the same', () => {
    const table = createLiveTable<{ id: string; list: string[]; n: number }>({
      keyOf: ({ id }) => id,
      epoch: 'e',
    })
    table.put({ id: 'a', list: ['x'], n: 1 })
    table.put({ id: 'a', list: ['x'], n: 2 })
    const text = table.textSince({ epoch: 'e', seq: 1 })
    expect(JSON.parse(String(text?.parts[0]))).toMatchObject({ set: [['a', { n: 2 }]] })
  })

  it('does not count an equal row or the deletion of what is not there', () => {
    const table = pods()
    table.put({ id: 'a', phase: 'Running' })
    table.put({ id: 'a', phase: 'Running' })
    table.delete('z')
    expect(messageFor(table, { epoch: 'life-1', seq: 1 })).toBeNull()
  })

  it.each<[string, TableCursor]>([
    ['another life of the table', { epoch: 'life-0', seq: 3 }],
    ['a seq that never was', { epoch: 'life-1', seq: 99 }],
    ['a seq before the log', { epoch: 'life-1', seq: 0 }],
  ])('gives a snapshot for %s', (_, cursor) => {
    const table = pods({ logLimit: 4 })
    for (let i = 0; i < 20; i += 1) table.put({ id: 'a', phase: String(i) })
    expect(messageFor(table, cursor)?.type).toBe('snapshot')
    expect(messageFor(table, { epoch: 'life-1', seq: 17 })?.type).toBe('patch')
  })

  it('brings every viewer to the same rows, wherever each stands', () => {
    const table = pods({ logLimit: 64 })
    const viewers = Array.from({ length: 8 }, () => new Copy())
    const kinds = new Set<string>()
    let random = 7
    const below = (n: number) => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((random / 2_147_483_648) * n)
    }
    for (let i = 0; i < 5_000; i += 1) {
      const id = `pod-${below(40)}`
      if (below(3) === 0) table.delete(id)
      else table.put({ id, phase: String(below(4)), ...(below(5) === 0 ? {} : { node: String(below(2)) }) })
      // Each viewer looks rarely and at its own time: some are so slow that the log has gone past them.
      viewers.forEach((viewer, n) => {
        if (below(4 ** (n % 5) * 2) > 0) return
        kinds.add(viewer.take(messageFor(table, viewer.cursor)))
        expect(viewer.sorted()).toEqual(sortedRows(table))
      })
    }
    expect([...kinds].sort()).toEqual(['nothing', 'patch', 'snapshot'])
  })
})

describe('its text', () => {
  it('is JSON whatever is in the rows', () => {
    const table = pods()
    table.put({ id: 'a"\\\n', phase: '😀' })
    expect(messageFor(table, null)).toMatchObject({ rows: [{ id: 'a"\\\n', phase: '😀' }] })
    table.delete('a"\\\n')
    expect(messageFor(table, { epoch: 'life-1', seq: 1 })).toMatchObject({ put: [], del: ['a"\\\n'] })
  })

  it('comes in parts where it is long, each row once, the last without more', () => {
    const table = pods({ partLength: 40 })
    for (const id of ['a', 'b', 'c', 'd', 'e']) table.put({ id, phase: 'Running' })
    const parts = table.textSince(null)?.parts.map((part) => JSON.parse(part.toString()))
    expect(parts).toEqual([
      { type: 'snapshot', epoch: 'life-1', seq: 5, rows: [expect.anything(), expect.anything()], more: true },
      { type: 'rows', rows: [expect.anything(), expect.anything()], more: true },
      { type: 'rows', rows: [{ id: 'e', phase: 'Running' }] },
    ])
    expect(parts?.flatMap(({ rows }) => rows)).toEqual(table.rows())
  })

  it('is one buffer for all who stand at the same place, until something changes', () => {
    const table = pods()
    table.put({ id: 'a', phase: '1' })
    const first = table.textSince(null)
    expect(table.textSince(null)?.parts[0]).toBe(first?.parts[0])
    table.put({ id: 'a', phase: '2' })
    expect(table.textSince(null)?.parts[0]).not.toBe(first?.parts[0])
  })
})

describe('onFlush', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is called at once after a quiet time, then at most once per interval', () => {
    const table = createLiveTable<Pod>({ keyOf: (pod) => pod.id, flushMs: 40 })
    let flushes = 0
    table.onFlush(() => {
      flushes += 1
    })
    table.put({ id: 'a', phase: '0' })
    table.put({ id: 'b', phase: '0' })
    vi.advanceTimersByTime(1)
    expect(flushes).toBe(1)
    for (let i = 0; i < 100; i += 1) {
      table.put({ id: 'a', phase: String(i + 1) })
      vi.advanceTimersByTime(10)
    }
    expect(flushes).toBeGreaterThanOrEqual(24)
    expect(flushes).toBeLessThanOrEqual(27)
    vi.advanceTimersByTime(1_000)
    const quiet = flushes
    vi.advanceTimersByTime(10_000)
    expect(flushes).toBe(quiet)
  })

  it('stops when told, and costs no timer while nobody listens', () => {
    const table = pods()
    let flushes = 0
    const stop = table.onFlush(() => {
      flushes += 1
    })
    stop()
    table.put({ id: 'a', phase: '0' })
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(1_000)
    expect(flushes).toBe(0)
  })
})

it('stays cheap with 10,000 rows, 50 changes a second and 200 viewers', () => {
  const table = pods()
  for (let i = 0; i < 10_000; i += 1) table.put({ id: `pod-${i}`, phase: 'Running'.padEnd(300, '.') })
  const cursors: TableCursor[] = Array.from({ length: 200 }, () => ({ epoch: 'life-1', seq: 10_000 }))
  const started = process.cpuUsage()
  let sent = 0
  // Ten seconds of it: 250 flushes, two changes each. One viewer in ten takes something only once a second.
  for (let flush = 0; flush < 250; flush += 1) {
    table.put({ id: `pod-${(flush * 2) % 10_000}`, phase: `a${flush}` })
    table.put({ id: `pod-${(flush * 2 + 1) % 10_000}`, phase: `b${flush}` })
    cursors.forEach((cursor, i) => {
      if (i % 10 === 0 && flush % 25 !== 24) return
      const text = table.textSince(cursor)
      if (!text) return
      sent += text.parts[0]?.length ?? 0
      cursors[i] = text.cursor
    })
  }
  const { user, system } = process.cpuUsage(started)
  expect(cursors.every((cursor) => cursor.seq === 10_500)).toBe(true)
  expect(sent).toBeGreaterThan(0)
  // Measured 30 ms; the bound leaves room for a busy machine and none for work per row or per viewer.
  expect((user + system) / 1000).toBeLessThan(500)
})
