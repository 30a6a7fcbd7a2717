import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DiskRow } from '../../shared/disk-row.ts'
import { AppError } from '../../shared/problem.ts'
import { type LocalLink, localLink } from '../../testing/local-shell.ts'
import { until } from '../../testing/socket-rig.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createLiveTable, type LiveTable } from '../tables/live-table.ts'
import { DiskKeeper } from './disk-keeper.ts'

let folder: string
let store: Store
let table: LiveTable<DiskRow>
let link: LocalLink
let keeper: DiskKeeper
let now: number
let mayHave: boolean
const timers: { work: () => void; ms: number }[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-disk-'))
  store = openStore(folder)
  store.db.exec(
    `INSERT INTO server (id, name, name_key, host, port, user, sign_in, keeps_secrets, host_key_type,
       host_key_sha256, host_key_confirmed_at, host_key_confirmed_by, added_at)
     VALUES ('s', 's', 's', 'h', 22, 'root', '{}', 1, 'x', 'x', 0, 'x', 0)`,
  )
  link = localLink()
  now = Date.parse('2026-11-17T09:48:00Z')
  mayHave = true
  timers.length = 0
  keeper = make()
})
afterEach(() => {
  keeper.close()
  vi.restoreAllMocks()
  store.close()
  rmSync(folder, { recursive: true })
})

function make(): DiskKeeper {
  table = createLiveTable<DiskRow>({ keyOf: (row) => row.serverId })
  const volumes = join(folder, 'volumes')
  return new DiskKeeper({
    store,
    table,
    servers: () => ['s'],
    linkOf: () => link,
    clusterOf: () => ({
      get: async () => {
        throw new AppError('kube_unreachable', 'Away.')
      },
    }),
    foldersOf: () => ({ images: volumes, builder: volumes, volumes }),
    nodeOf: () => null,
    mayHaveCluster: () => mayHave,
    log: (line) => expect.unreachable(line),
    now: () => now,
  })
}

const row = (): DiskRow | undefined => table.get('s')

test('what is asked for is measured at once, kept, and there again after a restart', async () => {
  keeper.refresh()
  expect(row()).toMatchObject({ disks: [], measuredAt: null, measuring: false })
  const first = keeper.measure('s')
  expect(row()?.measuring).toBe(true)
  // Two who ask at the same time are answered by one measuring.
  const second = keeper.measure('s')
  expect(await first).toEqual(await second)
  expect(row()).toMatchObject({ measuredAt: now, measuring: false, problem: null })
  expect(row()?.disks[0]?.forecast).toEqual({ is: 'watching', since: now })
  keeper.close()
  keeper = make()
  keeper.refresh()
  expect(row()).toMatchObject({ measuredAt: now })
})

test('by itself half an hour after the last time, and soon where it never was', () => {
  const waits: number[] = []
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((_: () => void, ms: number) => {
    waits.push(ms)
    return { unref: () => undefined } as unknown as NodeJS.Timeout
  }) as unknown as typeof setTimeout)
  keeper.refresh()
  keeper.refresh()
  expect(waits).toEqual([5_000])
})

test('where there is no cluster nothing is measured', () => {
  mayHave = false
  const waits = vi.spyOn(globalThis, 'setTimeout')
  keeper.refresh()
  expect(waits).not.toHaveBeenCalled()
})

test('what fails says why, leaves what was known, and is not tried again at once', async () => {
  keeper.refresh()
  const known = await keeper.measure('s')
  now += 60_000
  link.cut()
  await expect(keeper.measure('s')).rejects.toMatchObject({ code: 'offline' })
  expect(row()).toMatchObject({
    measuredAt: known.measuredAt,
    measuring: false,
    problem: { code: 'offline' },
  })
  expect(row()?.disks).toEqual(known.disks)
  link.mend()
  await keeper.measure('s')
  await until('the problem is gone', () => row()?.problem === null)
})

test('a server that nobody knows is not measured', async () => {
  keeper.refresh()
  keeper.forget('s')
  expect(row()).toBeUndefined()
  await expect(keeper.measure('s')).rejects.toMatchObject({ code: 'not_found' })
})
