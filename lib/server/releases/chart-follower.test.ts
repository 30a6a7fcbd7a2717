import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RunRow, RunState } from '../../shared/run-row.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createChartFollower } from './chart-follower.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-charts-'))
  store = openStore(folder)
  store.db.exec('PRAGMA foreign_keys = OFF')
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const run = (status: RunState) => ({ by: 'Ada', status }) as RunRow

it('follows the chart of a run that ended well, once, and over a restart', () => {
  const runs = new Map<string, RunRow>([['r', run({ state: 'running' })]])
  const followed: unknown[] = []
  const make = () =>
    createChartFollower({
      store,
      runOf: (id) => runs.get(id) ?? null,
      follow: (...what) => void followed.push(what),
    })
  const before = make()
  before.expect('r', 's', '1.0.0')
  before.settle()
  expect(followed).toEqual([])

  runs.set('r', run({ state: 'exited', code: 0 }))
  const after = make()
  after.settle()
  after.settle()
  expect(followed).toEqual([['s', '1.0.0', 'Ada']])
})

it.each([{ state: 'exited', code: 1 }, { state: 'cancelled' }, { state: 'lost', why: 'died' }] as const)(
  'stays where a run ended as %j',
  (status) => {
    const follower = createChartFollower({
      store,
      runOf: () => run(status),
      follow: () => expect.unreachable(),
    })
    follower.expect('r', 's', '1.0.0')
    follower.settle()
    expect(store.db.prepare('SELECT * FROM release_run').all()).toEqual([])
  },
)
