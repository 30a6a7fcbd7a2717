import { expect, it } from 'vitest'
import type { DeletionRow } from '../../lib/shared/deletion-row.ts'
import { linesOf } from './lines-of.ts'

const row = (id: string, more: Partial<DeletionRow> = {}): DeletionRow => ({
  id,
  serverId: 's',
  serverName: 'binder-01',
  title: `Delete ${id}`,
  by: 'Mara',
  startedAt: 1,
  endedAt: null,
  stopped: false,
  counts: { all: 1, gone: 0, ending: 1, trouble: 0 },
  ...more,
})
const trouble = { counts: { all: 1, gone: 0, ending: 0, trouble: 1 } }
const shown = (rows: DeletionRow[], dismissed: string[] = []) =>
  linesOf(rows, { now: 100_000, since: 50_000, dismissed: new Set(dismissed) }).map(({ id }) => id)

it('shows what goes on, and for a moment what ended well', () => {
  expect(shown([row('goes'), row('ended', { endedAt: 95_000 }), row('left', { endedAt: 90_000 })])).toEqual([
    'goes',
    'ended',
  ])
})

it('keeps what needs a look, until it is put away', () => {
  const stuck = row('stuck', { endedAt: 60_000, ...trouble })
  expect(shown([stuck])).toEqual(['stuck'])
  expect(shown([stuck], ['stuck'])).toEqual([])
})

it('what ended before one came is no news', () => {
  expect(shown([row('old', { endedAt: 40_000, ...trouble })])).toEqual([])
})
