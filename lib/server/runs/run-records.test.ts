import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { localLink } from '../../testing/local-shell.ts'
import { runConsole } from '../../testing/run-console.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createRunRecords, type RunRecord, type RunRecords } from './run-records.ts'

const record: RunRecord = {
  id: 'one',
  serverId: 'srv',
  serverName: 'binder-01',
  title: 'a test',
  by: 'ada',
  createdAt: 1_000,
  startedAt: 2_000,
  endedAt: 3_000,
  status: { state: 'exited', code: 0 },
}
const damages = [
  `status = '{"state":"exited","code":100000000000000000000}'`,
  `status = '{"state":"exited","code":256}'`,
  "status = '{'",
  'status = \'{"state":"unheard-of"}\'',
  'ended_at = -9100000000000000',
  'ended_at = 9223372036854775807',
  'started_at = -9223372036854775807',
  'created_at = -1',
]

describe('the records of runs', () => {
  let folder: string
  let store: Store
  let records: RunRecords
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bindery-records-'))
    store = openStore(folder)
    records = createRunRecords(store)
  })
  afterEach(() => {
    store.close()
    rmSync(folder, { recursive: true })
  })

  it('come back as they were written', () => {
    records.add(record, 'true')
    records.add({ ...record, id: 'two', endedAt: null, status: { state: 'running' } }, 'true')
    expect(records.get('one')).toEqual(record)
    expect(records.lastEnded(10)).toEqual([record])
    expect(records.unfinished()).toMatchObject([{ id: 'two', status: { state: 'running' } }])
    expect(records.script('one')).toBe('true')
    expect(records.get('none')).toBeNull()
  })

  it.each([
    { status: { state: 'exited' as const, code: 1e20 } },
    { status: { state: 'exited' as const, code: 256 } },
    { startedAt: 1.5 },
    { endedAt: 9.1e15 },
    { endedAt: -1 },
    { endedAt: Number.NaN },
  ])('are not written when they are none: %j', (wrong) => {
    records.add(record, 'true')
    expect(() => records.move({ ...record, ...wrong })).toThrow()
    expect(() => records.add({ ...record, id: 'two', ...wrong }, 'true')).toThrow()
    expect(records.get('one')).toEqual(record)
    expect(records.get('two')).toBeNull()
  })

  it.each(damages)('are lost where they are damaged, and only there: %s', (damage) => {
    for (const id of ['one', 'two']) records.add({ ...record, id }, 'true')
    store.db.exec(`UPDATE run SET ${damage} WHERE id = 'one'`)
    const lost = { id: 'one', title: 'a test', status: { state: 'lost', why: 'record-damaged' } }
    expect(records.get('one')).toMatchObject(lost)
    expect(records.lastEnded(10)).toHaveLength(2)
    expect(records.lastEnded(10)).toEqual(
      expect.arrayContaining([{ ...record, id: 'two' }, expect.objectContaining(lost)]),
    )
  })

  it('let the console start when some are damaged', async () => {
    for (const [at] of damages.entries()) records.add({ ...record, id: `run-${at}` }, 'true')
    records.add({ ...record, id: 'unfinished', endedAt: null, status: { state: 'running' } }, 'true')
    for (const [at, damage] of damages.entries())
      store.db.exec(`UPDATE run SET ${damage} WHERE id = 'run-${at}'`)
    store.db.exec("UPDATE run SET status = 'x' WHERE id = 'unfinished'")
    store.close()

    const link = localLink()
    link.cut()
    const here = runConsole({ link, folder })
    here.runs.resume()
    expect(here.puts).toHaveLength(damages.length + 1)
    for (const row of here.puts) expect(row.status).toEqual({ state: 'lost', why: 'record-damaged' })
    expect(here.logged.join()).toContain('run unfinished')
    expect(() => here.runs.cancel('unfinished')).toThrow(expect.objectContaining({ code: 'run_ended' }))
    expect(here.runs.running('srv')).toEqual([])
    await here.runs.stop()
    store = here.store
  })
})
