import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HealthRow } from '../../shared/health-row.ts'
import { ScriptedBinderHub } from '../../testing/scripted-binderhub.ts'
import { createLiveTable, type LiveTable } from '../tables/live-table.ts'
import { HealthKeeper, PACE } from './health-keeper.ts'

let hub: ScriptedBinderHub
let table: LiveTable<HealthRow>
let servers: string[]
let mayHave: boolean
let keeper: HealthKeeper
const logged: string[] = []

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_790_000_000_000 })
  hub = new ScriptedBinderHub()
  hear()
  table = createLiveTable<HealthRow>({ keyOf: (row) => row.serverId })
  servers = ['s']
  mayHave = true
  keeper = new HealthKeeper({
    table,
    servers: () => servers,
    linkOf: (id) => (servers.includes(id) ? hub : null),
    clusterOf: () => hub,
    namespaceOf: () => null,
    mayHaveCluster: () => mayHave,
    log: (line) => logged.push(line),
  })
})

afterEach(() => {
  keeper.close()
  vi.useRealTimers()
  expect(logged.splice(0)).toEqual([])
})

/** The link has heard of the server this moment. */
function hear(): void {
  hub.state = { state: 'online', since: 0, heardAt: Date.now(), rootBy: 'root' }
}

/** Lets so much time pass, and whatever was asked meanwhile be answered. */
async function pass(ms: number): Promise<void> {
  hub.asked.length = 0
  for (let left = ms; left >= 0; left -= 1_000) {
    await vi.advanceTimersByTimeAsync(Math.min(1_000, left))
    hear()
    await settled()
  }
}

/** Answers come over real streams, which take turns of the event loop and no time. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

const looks = (): number => hub.asked.filter((path) => path.startsWith('/api/v1/nodes')).length

test('a server that comes online is looked at, then seldom, and often while somebody watches', async () => {
  keeper.refresh()
  expect(table.get('s')).toMatchObject({ found: 'unknown', checkedAt: null })
  await pass(1_000)
  expect(table.get('s')).toMatchObject({ found: 'binderhub', people: 9 })
  await pass(PACE.alone - 5_000)
  expect(looks()).toBe(0)
  const leave = keeper.watch()
  await pass(1_000)
  expect(looks()).toBe(1)
  await pass(61_000)
  expect(looks()).toBe(4)
  leave()
  leave()
  await pass(PACE.alone / 2)
  expect(looks()).toBeLessThanOrEqual(1)
})

test('what does not work is asked more often, until it does', async () => {
  keeper.refresh()
  keeper.watch()
  await pass(1_000)
  hub.web.delete('10.152.183.22:8081 /hub/api/health')
  await pass(16_000)
  expect(table.get('s')?.checks.find(({ part }) => part === 'hub')?.state).toBe('failed')
  await pass(20_000)
  expect(looks()).toBeGreaterThanOrEqual(4)
  hub.web.set('10.152.183.22:8081 /hub/api/health', { status: 200 })
  await pass(6_000)
  expect(table.get('s')?.checks.find(({ part }) => part === 'hub')?.state).toBe('ok')
})

test('after a change on the server it is looked at soon, once', async () => {
  keeper.refresh()
  await pass(1_000)
  keeper.nudge('s')
  keeper.nudge('s')
  await pass(5_000)
  expect(looks()).toBe(1)
})

test('nothing is asked where there is no cluster, until there is one', async () => {
  mayHave = false
  keeper.refresh()
  keeper.watch()
  await pass(40_000)
  expect(hub.asked).toEqual([])
  expect(table.get('s')?.found).toBe('none')
  mayHave = true
  keeper.refresh()
  await pass(1_000)
  expect(table.get('s')?.found).toBe('binderhub')
})

test('a link that went away during a look makes no outage', async () => {
  keeper.refresh()
  keeper.watch()
  await pass(1_000)
  for (const key of hub.web.keys()) hub.web.set(key, 'hangs')
  hub.asked.length = 0
  // Nothing is heard any more, and the link has not said so yet.
  await vi.advanceTimersByTimeAsync(40_000)
  await settled()
  expect(looks()).toBeGreaterThan(0)
  expect(table.get('s')?.checks.every(({ state }) => state === 'ok')).toBe(true)
  const { state } = hub
  hub.state = { state: 'connecting', since: Date.now() }
  keeper.refresh()
  await pass(0)
  hub.asked.length = 0
  await vi.advanceTimersByTimeAsync(60_000)
  expect(hub.asked).toEqual([])
  hub.state = state
})

test('the same silence of a server that is there is one', async () => {
  keeper.refresh()
  keeper.watch()
  await pass(1_000)
  hub.web.set('10.152.183.22:8081 /hub/api/health', 'hangs')
  await pass(40_000)
  expect(table.get('s')?.checks.find(({ part }) => part === 'hub')).toMatchObject({
    state: 'failed',
    cause: { is: 'silent', said: 'http://10.152.183.22:8081/hub/api/health: no answer within 9 s' },
  })
})

test('a server that is forgotten is asked no more and leaves no row', async () => {
  keeper.refresh()
  keeper.watch()
  await pass(1_000)
  servers = []
  keeper.forget('s')
  await pass(60_000)
  expect(hub.asked).toEqual([])
  expect(table.rows()).toEqual([])
})
