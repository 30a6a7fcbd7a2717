import { expect, it } from 'vitest'
import type { BuildRow } from '../../shared/build-row.ts'
import { excessBuilds } from './excess-builds.ts'

const NOW = Date.parse('2026-11-27T12:00:00Z')
const DAY = 24 * 3_600_000
const build = (id: string, changes: Partial<BuildRow> = {}): BuildRow => ({
  id,
  serverId: 'a',
  namespace: 'binder',
  pod: id,
  uid: id,
  repository: '',
  ref: '',
  image: '',
  startedAt: NOW - DAY,
  endedAt: NOW,
  outcome: 'pushed',
  telling: '',
  lines: 1,
  bytes: 1_000,
  ...changes,
})
const ids = (rows: BuildRow[]) => excessBuilds(rows, NOW).map(({ id }) => id)

it('keeps 200 of each server, for 30 days', () => {
  const many = Array.from({ length: 203 }, (_, i) => build(`a${i}`, { startedAt: NOW - i * 1_000 }))
  expect(ids([...many, build('b', { serverId: 'b' })])).toEqual(['a202', 'a201', 'a200'])
  expect(ids([build('old', { startedAt: NOW - 31 * DAY }), build('new')])).toEqual(['old'])
})

it('keeps no more than its share of the disk, and every build that goes', () => {
  const large = Array.from({ length: 200 }, (_, i) =>
    build(`${i}`, { startedAt: NOW - i * 1_000, bytes: 2_000_000 }),
  )
  expect(ids(large)).toHaveLength(200 - 157)
  expect(ids([build('goes', { startedAt: NOW - 40 * DAY, outcome: 'building' })])).toEqual([])
})
