import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from '../store/open-store.ts'
import { diskRowOf } from './disk-row-of.ts'
import { createDiskSamples, type DiskSamples } from './disk-samples.ts'
import type { PartMeasure } from './measure-disk.ts'

const GB = 1e9
const HALF_HOUR = 1_800_000
const DAY = 48 * HALF_HOUR
const start = Date.parse('2026-08-01T00:00:00Z')

let folder: string
let store: Store
let samples: DiskSamples

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-disk-'))
  store = openStore(folder)
  for (const id of ['a', 'b'])
    store.db
      .prepare(
        `INSERT INTO server (id, name, name_key, host, port, user, sign_in, keeps_secrets, host_key_type,
           host_key_sha256, host_key_confirmed_at, host_key_confirmed_by, added_at)
         VALUES (?, ?, ?, 'h', 22, 'root', '{}', 1, 'x', 'x', 0, 'x', 0)`,
      )
      .run(id, id, id)
  samples = createDiskSamples(store)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function disk(used: number, path = '/') {
  return { path, total: 900 * GB, used, free: 900 * GB - used }
}

function images(bytes: number | null, atLeast = false): PartMeasure {
  return { part: 'images', path: '/images', bytes, atLeast }
}

test('the last measuring, and what was before it', () => {
  expect(samples.of('a')).toBeNull()
  samples.add('a', start, [disk(100 * GB)], [images(40 * GB)])
  samples.add('b', start, [disk(7 * GB)], [])
  samples.add('a', start + HALF_HOUR, [disk(101 * GB), disk(5 * GB, '/srv')], [images(41 * GB)])
  expect(samples.of('a')).toEqual({
    at: start + HALF_HOUR,
    disks: [
      {
        ...disk(101 * GB),
        points: [
          { at: start, used: 100 * GB },
          { at: start + HALF_HOUR, used: 101 * GB },
        ],
      },
      { ...disk(5 * GB, '/srv'), points: [{ at: start + HALF_HOUR, used: 5 * GB }] },
    ],
    parts: [
      {
        ...images(41 * GB),
        points: [
          { at: start, used: 40 * GB },
          { at: start + HALF_HOUR, used: 41 * GB },
        ],
      },
    ],
  })
})

test('what could not be counted to its end is no point of a trend', () => {
  samples.add('a', start, [disk(1)], [images(40 * GB)])
  samples.add('a', start + HALF_HOUR, [disk(1)], [images(10 * GB, true)])
  expect(samples.of('a')?.parts).toEqual([
    { ...images(10 * GB, true), points: [{ at: start, used: 40 * GB }] },
  ])
  samples.add('a', start + 2 * HALF_HOUR, [disk(1)], [images(null)])
  expect(samples.of('a')?.parts[0]).toMatchObject({ bytes: null, atLeast: false })
})

test('120 days in hours are kept as 90 days, thinned, and go with their server', () => {
  for (let index = 0; index <= 120 * 24; index += 1)
    samples.add('a', start + index * 2 * HALF_HOUR, [disk(400 * GB + index * GB * 0.05)], [images(index)])
  const points = samples.of('a')?.disks[0]?.points ?? []
  expect(points.length).toBeGreaterThan(3 * 24)
  expect(points.length).toBeLessThan(4 * 24 + 88 * 4 + 10)
  const span = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0)
  expect(span).toBeGreaterThan(89 * DAY)
  expect(span).toBeLessThanOrEqual(91 * DAY)
  const row = diskRowOf('a', samples.of('a'))
  expect(row.disks[0]?.trend).toHaveLength(60)
  expect(row.disks[0]?.trend.at(-1)).toEqual(points.at(-1))
  expect(row.disks[0]?.forecast).toMatchObject({ is: 'fills' })
  store.db.exec("DELETE FROM server WHERE id = 'a'")
  expect(samples.of('a')).toBeNull()
  expect(store.db.prepare('SELECT count(*) AS n FROM disk_part_sample').get()?.n).toBe(0)
})

test('of two disks the one that is full first stands first', () => {
  for (let index = 0; index <= 3 * 48; index += 1)
    samples.add(
      'a',
      start + index * HALF_HOUR,
      [disk(850 * GB), disk(10 * GB + index * GB, '/var'), disk(880 * GB, '/srv')],
      [],
    )
  expect(diskRowOf('a', samples.of('a')).disks.map(({ path }) => path)).toEqual(['/var', '/srv', '/'])
})
