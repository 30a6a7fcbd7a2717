import { describe, expect, test } from 'vitest'
import type { Change } from '../../shared/changes-row.ts'
import type { RunRow, RunState } from '../../shared/run-row.ts'
import { type ChangeSources, composeChanges } from './compose-changes.ts'

const now = Date.parse('2026-11-23T09:48:00Z')
const MINUTE = 60_000
const DAY = 1440 * MINUTE
const well: RunState = { state: 'exited', code: 0 }

function run(id: string, minutesAgo: number | null, status: RunState = well, by = 'Mara'): RunRow {
  const endedAt = minutesAgo === null ? null : now - minutesAgo * MINUTE
  return {
    id,
    serverId: 's',
    serverName: 's',
    title: `Run ${id}`,
    by,
    createdAt: 0,
    startedAt: 0,
    endedAt,
    status,
    bytes: 0,
  }
}

function changes(sources: Partial<ChangeSources>): Change[] {
  return composeChanges({ runs: [], actions: [], revisions: [], seen: [], now, ...sources })
}

const revision = (number: number, minutesAgo: number, status = 'deployed') => ({
  release: 'binder',
  revision: number,
  status,
  at: now - minutesAgo * MINUTE,
})
const ago = (minutes: number): number => now - minutes * MINUTE

describe('runs', () => {
  test('that follow each other and went well are one, the last of them named', () => {
    expect(changes({ runs: [run('a', 12), run('b', 8), run('c', 3)] })).toEqual([
      { is: 'runs', at: ago(3), count: 3, lastId: 'c', lastTitle: 'Run c', by: 'Mara', began: [] },
    ])
  })

  test('one that failed, one of somebody else and one long after stand for themselves', () => {
    const failed: RunState = { state: 'exited', code: 1 }
    const all = changes({ runs: [run('a', 60), run('b', 9), run('c', 8, failed), run('d', 7, well, 'Ada')] })
    expect(all.map((change) => change.is === 'run' && change.runId)).toEqual(['d', 'c', 'b', 'a'])
  })

  test('that are at work are none yet', () => {
    expect(changes({ runs: [run('a', null, { state: 'running' })] })).toEqual([])
  })
})

describe('what began anew', () => {
  test('is told at the revision that made it begin, and not at the run that did that', () => {
    const all = changes({
      runs: [run('a', 5)],
      revisions: [revision(7, 6)],
      seen: [
        { is: 'began', at: ago(5.5), part: 'hub' },
        { is: 'began', at: ago(5.6), part: 'binder' },
      ],
    })
    expect(all).toEqual([
      { is: 'run', at: ago(5), runId: 'a', title: 'Run a', by: 'Mara', status: well, began: [] },
      { is: 'revision', ...revision(7, 6), began: ['hub', 'binder'] },
    ])
  })

  test('is told at the action of a person', () => {
    const action = {
      at: ago(6),
      action: 'workload.restart',
      subject: 'Deployment binder/hub',
      by: 'Mara',
      failed: false,
    }
    expect(changes({ actions: [action], seen: [{ is: 'began', at: ago(5.9), part: 'hub' }] })).toEqual([
      { is: 'action', ...action, began: ['hub'] },
    ])
  })

  test('is told at a run that ended after it', () => {
    const [only] = changes({ runs: [run('a', 5)], seen: [{ is: 'began', at: ago(6), part: 'hub' }] })
    expect(only).toMatchObject({ is: 'run', began: ['hub'] })
  })

  test('without a cause stands for itself, parts of one moment together', () => {
    expect(
      changes({
        revisions: [revision(1, 600)],
        seen: [
          { is: 'began', at: ago(30), part: 'hub' },
          { is: 'began', at: ago(29), part: 'proxy' },
          { is: 'began', at: ago(10), part: 'hub' },
        ],
      }).map((change) => ('began' in change ? change.began : null)),
    ).toEqual([['hub'], ['hub', 'proxy'], []])
  })

  test('after a reboot is told there', () => {
    expect(
      changes({
        seen: [
          { is: 'rebooted', at: ago(20) },
          { is: 'began', at: ago(18), part: 'hub' },
        ],
      }),
    ).toEqual([{ is: 'rebooted', at: ago(20), began: ['hub'] }])
  })
})

test('what is older than 14 days is not told, and never more than 14', () => {
  const revisions = Array.from({ length: 30 }, (_, index) => revision(index, index * 60))
  expect(changes({ revisions })).toHaveLength(14)
  expect(changes({ revisions: [{ ...revision(1, 0), at: now - 15 * DAY }] })).toEqual([])
})

test('restarts and outages are told beside', () => {
  const seen = [
    { is: 'restarted', at: ago(9), part: 'hub', said: 'exit code 1' },
    { is: 'outage', at: ago(8), until: ago(2), part: 'hub' },
  ] as const
  expect(changes({ seen })).toEqual([seen[1], seen[0]])
})
