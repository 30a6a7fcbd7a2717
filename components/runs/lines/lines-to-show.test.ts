import { describe, expect, test } from 'vitest'
import type { RunRow, RunState } from '../../../lib/shared/run-row.ts'
import { linesToShow, noMemory, noteRuns } from './lines-to-show.ts'

const NOW = 1_790_000_000_000

function run(id: string, status: RunState, more: Partial<RunRow> = {}): RunRow {
  return {
    id,
    serverId: 'server',
    serverName: 'binder-01',
    title: id,
    by: 'Mara',
    createdAt: NOW - 60_000,
    startedAt: NOW - 60_000,
    endedAt: null,
    status,
    bytes: 0,
    ...more,
  }
}

const running: RunState = { state: 'running' }
const done: RunState = { state: 'exited', code: 0 }
const failed: RunState = { state: 'exited', code: 1 }
const show = (runs: RunRow[], more: Partial<Parameters<typeof linesToShow>[1]> = {}) =>
  linesToShow(runs, {
    memory: noMemory,
    dismissed: new Set(),
    openRun: null,
    lookingSince: 0,
    now: NOW,
    ...more,
  }).map(({ id }) => id)

describe('what has a line', () => {
  test('work under way and work that waits, what works first', () => {
    const waiting = run('b', { state: 'queued', waitsFor: 'other-run' })
    expect(show([waiting, run('a', running)])).toEqual(['a', 'b'])
  })

  test('a run that ended well stays six seconds after this tab saw it end', () => {
    const before = noteRuns(noMemory, [run('a', running)], NOW - 9_000)
    const ended = [run('a', done, { endedAt: NOW + 3_600_000 })]
    const memory = noteRuns(before, ended, NOW)
    expect(show(ended, { memory, now: NOW + 5_999 })).toEqual(['a'])
    expect(show(ended, { memory, now: NOW + 6_000 })).toEqual([])
  })

  test('a cancelled run leaves like one that ended well', () => {
    const memory = noteRuns(
      noteRuns(noMemory, [run('a', { state: 'cancelling' })], NOW),
      [run('a', { state: 'cancelled' })],
      NOW,
    )
    expect(show([run('a', { state: 'cancelled' })], { memory })).toEqual(['a'])
    expect(show([run('a', { state: 'cancelled' })], { memory, now: NOW + 6_000 })).toEqual([])
  })

  test('runs that had ended before the page was opened are no news, but failures are', () => {
    expect(show([run('a', done), run('b', failed), run('c', { state: 'lost', why: 'died' })])).toEqual([
      'b',
      'c',
    ])
  })

  test('a failure stays until it is put away', () => {
    expect(show([run('a', failed)], { now: NOW + 3_600_000 })).toEqual(['a'])
    expect(show([run('a', failed)], { dismissed: new Set(['a']) })).toEqual([])
  })

  test('a failure of last night is news, one of yesterday morning is history', () => {
    expect(show([run('a', failed, { endedAt: NOW - 11 * 3_600_000 })])).toEqual(['a'])
    expect(show([run('a', failed, { endedAt: NOW - 13 * 3_600_000 })])).toEqual([])
  })

  test('what failed before a person first looked is no news to them, what runs is', () => {
    const old = run('old', failed, { endedAt: NOW - 5_000 })
    const later = run('later', failed, { endedAt: NOW - 3_000 })
    expect(show([old, later, run('a', running)], { lookingSince: NOW - 4_000 })).toEqual(['a', 'later'])
  })

  test('the run whose page is open has no line', () => {
    expect(show([run('a', running), run('b', running)], { openRun: 'a' })).toEqual(['b'])
  })
})

test('what ended long ago is forgotten', () => {
  const first = noteRuns(noMemory, [run('a', running)], NOW)
  const second = noteRuns(first, [run('a', done)], NOW)
  expect(second.endedAt.has('a')).toBe(true)
  expect(noteRuns(second, [run('a', done)], NOW + 6_000).endedAt.size).toBe(0)
})
