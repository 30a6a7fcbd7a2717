import { expect, test } from 'vitest'
import type { Upstream } from '../shared/upstream.ts'
import type { TableSnapshot } from './table-store.ts'
import { clusterTable } from './use-cluster-table.ts'

const row = { uid: 'a' }
const shown = { rows: [row], byKey: new Map([['a', row]]), since: 9 }
const gone = { code: 'kube_unreachable', message: 'It does not answer.' } as const
const fed = (state: Upstream['state'], problem: Upstream['problem'] = null): Upstream => ({
  state,
  since: 5,
  problem,
})

test.each<[string, TableSnapshot<object>, object]>([
  [
    'nothing known yet',
    { ...shown, state: 'syncing', upstream: null },
    { state: 'syncing', since: null, problem: null },
  ],
  [
    'rows, and no word of what they are worth',
    { ...shown, state: 'live', upstream: null },
    { state: 'syncing', since: null },
  ],
  [
    'both well',
    { ...shown, state: 'live', upstream: fed('live') },
    { state: 'live', since: 5, problem: null },
  ],
  [
    'the cluster is away',
    { ...shown, state: 'live', upstream: fed('stale', gone) },
    { state: 'stale', since: 5, problem: gone },
  ],
  [
    'this page is cut off',
    { ...shown, state: 'stale', problem: null, upstream: fed('live') },
    { state: 'stale', since: 9, problem: null },
  ],
])('%s', (_, snapshot, expected) => {
  expect(clusterTable(snapshot)).toMatchObject({ ...expected, rows: [row] })
})
