import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/problem.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import { createLiveTable } from '../tables/live-table.ts'
import type { Cluster } from './cluster.ts'
import { createFeed } from './feed.ts'
import { poll } from './poll.ts'
import type { Reflector } from './reflector.ts'

interface Row {
  id: string
  value: number
}

let answers: (readonly Row[] | AppError | Promise<Row[]>)[]
let asked: number[]
let polling: Reflector
let began: number
const online = { state: { state: 'online', since: 0 }, onState: () => () => {} } as unknown as ServerLink

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  began = Date.now()
  answers = []
  asked = []
})
afterEach(() => {
  polling.stop()
  vi.useRealTimers()
})

function start() {
  const table = createLiveTable<Row>({ keyOf: ({ id }) => id })
  const feed = createFeed()
  polling = poll({
    source: {
      everyMs: 20_000,
      open: () => async () => {
        asked.push((Date.now() - began) / 1000)
        const answer = answers.length > 1 ? answers.shift() : answers[0]
        if (answer instanceof AppError || answer === undefined) throw answer
        return answer
      },
    },
    cluster: {} as Cluster,
    link: online,
    table,
    feed,
    keyOf: ({ id }) => id,
  })
  return { table, feed }
}
const away = new AppError('hub_unreachable', 'The hub does not answer.')

it('keeps what the newest answer says, and asks at an even pace', async () => {
  answers = [[{ id: 'a', value: 1 }], [{ id: 'b', value: 2 }]]
  const { table, feed } = start()
  await vi.advanceTimersByTimeAsync(0)
  expect(table.rows()).toEqual([{ id: 'a', value: 1 }])
  expect(feed.upstream.state).toBe('live')
  await vi.advanceTimersByTimeAsync(45_000)
  expect(table.rows()).toEqual([{ id: 'b', value: 2 }])
  expect(asked).toEqual([0, 20, 40])
})

it('says since when its rows are old, and asks soon again', async () => {
  answers = [[{ id: 'a', value: 1 }], away]
  const { table, feed } = start()
  await vi.advanceTimersByTimeAsync(19_000)
  // The API lives all the time; that says nothing of what is asked for here.
  feed.heard()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(feed.upstream).toMatchObject({ state: 'stale', since: began, problem: { code: 'hub_unreachable' } })
  expect(table.rows()).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(asked.length).toBeGreaterThan(4)
})

it('has no rows where there is nothing to ask', async () => {
  answers = [[{ id: 'a', value: 1 }], new AppError('no_hub', 'None.')]
  const { table, feed } = start()
  await vi.advanceTimersByTimeAsync(21_000)
  expect(feed.upstream).toMatchObject({ state: 'syncing', problem: { code: 'no_hub' } })
  expect(table.rows()).toEqual([])
})

it('does not press what answers badly', async () => {
  answers = [new AppError('hub_refused', 'No.')]
  start()
  await vi.advanceTimersByTimeAsync(65_000)
  expect(asked).toEqual([0, 20, 40, 60])
})

it('asks at once when it is told that what it hangs on is dead', async () => {
  answers = [new Promise(() => {})]
  const { feed } = start()
  await vi.advanceTimersByTimeAsync(5_000)
  answers = [[]]
  polling.reconnect()
  await vi.advanceTimersByTimeAsync(0)
  expect(feed.upstream.state).toBe('live')
})

it('gives up an answer that does not come', async () => {
  answers = [new Promise(() => {})]
  const { feed } = start()
  await vi.advanceTimersByTimeAsync(100_000)
  expect(feed.upstream).toMatchObject({ state: 'syncing', problem: { code: 'kube_unreachable' } })
})
