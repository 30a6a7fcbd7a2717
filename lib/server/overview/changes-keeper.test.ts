import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChangesRow } from '../../shared/changes-row.ts'
import type { Facts } from '../../shared/facts.ts'
import type { HealthCheck } from '../../shared/health-row.ts'
import type { RunRow } from '../../shared/run-row.ts'
import type { ServerRow } from '../../shared/server-row.ts'
import { deployment, readyPod, ScriptedBinderHub } from '../../testing/scripted-binderhub.ts'
import { createAudit } from '../actions/audit.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createLiveTable, type LiveTable } from '../tables/live-table.ts'
import { ChangesKeeper } from './changes-keeper.ts'
import { healthAfter, unknownHealth } from './health-after.ts'
import { lookAtHealth } from './look-at-health.ts'
import { type Outages, outagesOver } from './notice-changes.ts'

const MINUTE = 60_000
const start = Date.parse('2026-11-23T09:00:00Z')
const SERVER = 'abcdefghijkmnpqrst23'

let folder: string
let store: Store
let now: number
let table: LiveTable<ChangesRow>
let servers: LiveTable<ServerRow>
let runs: LiveTable<RunRow>
let keeper: ChangesKeeper

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-changes-'))
  store = openStore(folder)
  store.db
    .prepare(
      `INSERT INTO server (id, name, name_key, host, port, user, sign_in, keeps_secrets, host_key_type,
         host_key_sha256, host_key_confirmed_at, host_key_confirmed_by, added_at)
       VALUES (?, 's', 's', 'h', 22, 'root', '{}', 1, 'x', 'x', 0, 'x', 0)`,
    )
    .run(SERVER)
  now = start
  servers = createLiveTable<ServerRow>({ keyOf: (row) => row.id })
  runs = createLiveTable<RunRow>({ keyOf: (row) => row.id })
  keeper = make()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function make(): ChangesKeeper {
  table = createLiveTable<ChangesRow>({ keyOf: (row) => row.serverId })
  return new ChangesKeeper({ store, table, servers, runs, now: () => now })
}

const told = () => table.get(SERVER)?.changes ?? []

function facts(bootId: string, uptimeSeconds: number): void {
  const seen = { bootId, uptimeSeconds, lookedAt: now } as Facts
  servers.put({ id: SERVER, facts: seen } as ServerRow)
  keeper.refresh()
}

async function look(hub: ScriptedBinderHub, before = unknownHealth(SERVER)) {
  const place = { cluster: hub, link: hub, namespace: null, known: null, readSeat: false }
  const seen = await lookAtHealth(place, AbortSignal.timeout(5_000))
  const after = healthAfter(before, seen, now)
  keeper.looked(SERVER, seen, after)
  return after
}

test('what people did on this server, and not what they only looked at', () => {
  const audit = createAudit(store, () => now)
  const subject = (action: string, target: string, serverId: string | null = SERVER) => ({
    personName: 'Mara',
    address: '',
    action,
    target,
    serverId,
  })
  for (const outcome of ['begun', 'done'] as const)
    audit.write('1', subject('workload.scale', 's: Deployment binder/hub to 0'), outcome)
  audit.write('2', subject('server.look', 's (h)'), 'done')
  audit.write('3', subject('workload.restart', 'other: Deployment binder/hub', 'other'), 'done')
  audit.write('4', subject('object.delete', 's: Pod binder/a'), 'failed', 'conflict')
  audit.write('5', subject('object.delete', 's: Pod binder/b'), 'refused', 'forbidden')
  keeper.show(SERVER)
  expect(told()).toEqual([
    {
      is: 'action',
      at: now,
      action: 'object.delete',
      subject: 'Pod binder/a',
      by: 'Mara',
      failed: true,
      began: [],
    },
    {
      is: 'action',
      at: now,
      action: 'workload.scale',
      subject: 'Deployment binder/hub to 0',
      by: 'Mara',
      failed: false,
      began: [],
    },
  ])
})

test('a reboot, once, and known again after a restart of Bindery', () => {
  facts('boot-1', 1000)
  expect(told()).toEqual([])
  now += 30 * MINUTE
  facts('boot-2', 120)
  facts('boot-2', 120)
  const reboot = { is: 'rebooted', at: now - 2 * MINUTE, began: [] }
  expect(told()).toEqual([reboot])
  keeper = make()
  keeper.refresh()
  expect(told()).toEqual([reboot])
})

test('a machine whose uptime is another clock was rebooted after the last look before', () => {
  facts('boot-1', 1000)
  now += 30 * MINUTE
  facts('boot-2', 9_999_999)
  expect(told()[0]?.at).toBe(start)
})

test('an outage is told once it is over, with its two ends', async () => {
  const hub = new ScriptedBinderHub()
  const well = await look(hub)
  hub.web.delete('10.152.183.22:8081 /hub/api/health')
  hub.lists.set('/apis/apps/v1/namespaces/binder/deployments', [
    deployment('binder'),
    deployment('hub', 0),
    deployment('proxy'),
  ])
  now += MINUTE
  const broken = await look(hub, well)
  expect(told()).toEqual([])
  hub.web.set('10.152.183.22:8081 /hub/api/health', { status: 200 })
  now += 6 * MINUTE
  await look(hub, broken)
  expect(told()).toEqual([{ is: 'outage', at: start + MINUTE, until: start + 7 * MINUTE, part: 'hub' }])
})

test('an outage goes on while its part is only starting, and is told once', () => {
  const open: Outages = new Map()
  const seen = (state: HealthCheck['state'], since: number, checkedAt: number) =>
    outagesOver(open, {
      ...unknownHealth(SERVER),
      checkedAt,
      checks: [{ part: 'hub', state, since } as HealthCheck],
    })
  expect(seen('failed', 10, 20)).toEqual([])
  expect(seen('starting', 30, 30)).toEqual([])
  expect(seen('ok', 40, 40)).toEqual([{ is: 'outage', at: 10, until: 40, part: 'hub' }])
  expect(seen('ok', 40, 50)).toEqual([])
})

test('revisions, and what began with them, read without what is in their Secrets', async () => {
  const hub = new ScriptedBinderHub()
  const secret = (number: number, created: string, status: string) => ({
    metadata: {
      name: `sh.helm.release.v1.binder.v${number}`,
      creationTimestamp: created,
      labels: { owner: 'helm', status },
    },
    data: { release: 'H4sIAAAA' },
  })
  hub.lists.set('/api/v1/namespaces/binder/secrets', [
    secret(1, '2026-11-23T08:00:00Z', 'superseded'),
    secret(2, '2026-11-23T08:50:00Z', 'deployed'),
    { metadata: { name: 'sh.helm.release.v1.odd', creationTimestamp: '2026-11-23T08:50:00Z' } },
  ])
  hub.lists.set('/api/v1/namespaces/binder/pods', [
    readyPod('hub', { created: '2026-11-23T08:50:20Z' }),
    readyPod('binder', { created: '2026-11-23T08:00:10Z' }),
  ])
  await look(hub)
  expect(told()).toEqual([
    expect.objectContaining({ is: 'revision', revision: 2, status: 'deployed', began: ['hub'] }),
    expect.objectContaining({ is: 'revision', revision: 1, status: 'superseded', began: ['binder'] }),
  ])
  expect(JSON.stringify(told())).not.toContain('H4sI')
})

test('a container that ended by itself', async () => {
  const hub = new ScriptedBinderHub()
  const status = {
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [
      { restartCount: 1, lastState: { terminated: { exitCode: 137, finishedAt: '2026-11-23T08:58:00Z' } } },
    ],
  }
  hub.lists.set('/api/v1/namespaces/binder/pods', [readyPod('hub', { status })])
  await look(hub)
  await look(hub)
  expect(told()).toEqual([
    { is: 'restarted', at: Date.parse('2026-11-23T08:58:00Z'), part: 'hub', said: 'exit code 137' },
  ])
})

test('a run is told as it ends, and not with every line that it prints', () => {
  servers.put({ id: SERVER, facts: null } as ServerRow)
  keeper.refresh()
  const run = { id: 'r', serverId: SERVER, title: 'Update', by: 'Mara', endedAt: null } as RunRow
  runs.put({ ...run, status: { state: 'running' } })
  keeper.refresh()
  expect(told()).toEqual([])
  runs.put({ ...run, endedAt: now, status: { state: 'exited', code: 0 } })
  keeper.refresh()
  expect(told()).toMatchObject([{ is: 'run', title: 'Update' }])
})

test('a server that is forgotten leaves nothing', () => {
  facts('boot-1', 1)
  now += MINUTE
  facts('boot-2', 1)
  store.db.prepare('DELETE FROM server WHERE id = ?').run(SERVER)
  keeper.forget(SERVER)
  expect(table.rows()).toEqual([])
  expect(store.db.prepare('SELECT count(*) AS n FROM seen_change').get()?.n).toBe(0)
})
