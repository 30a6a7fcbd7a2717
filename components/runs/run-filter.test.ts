import { describe, expect, test } from 'vitest'
import type { RunRow, RunState } from '../../lib/shared/run-row.ts'
import { filterQuery, filterRuns, readFilter } from './run-filter.ts'

const run = (id: string, title: string, createdAt: number, status: RunState, by = 'Mara'): RunRow => ({
  id,
  serverId: 's',
  serverName: 'binder-01',
  title,
  by,
  createdAt,
  startedAt: createdAt,
  endedAt: null,
  status,
  bytes: 0,
})

const runs = [
  run('a', 'Update packages', 1, { state: 'exited', code: 0 }),
  run('b', 'Look at the disk', 3, { state: 'running' }, 'Jonas'),
  run('c', 'Update snaps', 2, { state: 'lost', why: 'died' }),
]
const ids = (filter: Parameters<typeof filterRuns>[1]) => filterRuns(runs, filter).map(({ id }) => id)

describe('what is shown', () => {
  test('everything, newest first', () => expect(ids({ group: 'all', text: '' })).toEqual(['b', 'c', 'a']))

  test('by state: what is not known to be done is not done', () => {
    expect(ids({ group: 'active', text: '' })).toEqual(['b'])
    expect(ids({ group: 'done', text: '' })).toEqual(['a'])
    expect(ids({ group: 'failed', text: '' })).toEqual(['c'])
  })

  test('by words in any order, in title, person and server', () => {
    expect(ids({ group: 'all', text: 'update' })).toEqual(['c', 'a'])
    expect(ids({ group: 'all', text: 'disk JONAS' })).toEqual(['b'])
    expect(ids({ group: 'all', text: '  binder-01 snaps ' })).toEqual(['c'])
    expect(ids({ group: 'all', text: 'nothing' })).toEqual([])
  })
})

describe('the address bar', () => {
  test.each([
    { group: 'all', text: '' } as const,
    { group: 'failed', text: 'a & b=c?#' } as const,
    { group: 'active', text: '' } as const,
  ])('keeps %o', (filter) => expect(readFilter(new URLSearchParams(filterQuery(filter)))).toEqual(filter))

  test('is plain without a filter, and a state it does not know is all', () => {
    expect(filterQuery({ group: 'all', text: '' })).toBe('')
    expect(readFilter(new URLSearchParams('state=constructor')).group).toBe('all')
  })
})
