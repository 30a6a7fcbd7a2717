import { expect, test } from 'vitest'
import type { StepRow } from '../../../lib/shared/install.ts'
import type { RunRow } from '../../../lib/shared/run-row.ts'
import { exampleFailure, installRow } from '../../../lib/testing/install-row.ts'
import { outdoneRuns } from './outdone-runs.ts'

function run(id: string, createdAt: number, change: Partial<RunRow> = {}): RunRow {
  return {
    id,
    serverId: 'a',
    serverName: 'a',
    title: 'DNS',
    by: 'Mara',
    createdAt,
    startedAt: createdAt,
    endedAt: createdAt + 1,
    status: { state: 'exited', code: 1 },
    bytes: 0,
    ...change,
  }
}

const lastRun = (runId: string) => ({ runId, endedAt: 9, tookMs: 1 })

function outdone(runs: RunRow[], change: Partial<StepRow>): string[] {
  const row = installRow({ done: 8 })
  const steps = row.steps.map((step) => (step.id === 'dns' ? { ...step, ...change } : step))
  return [...outdoneRuns(runs, new Map([['a', { ...row, steps }]]))]
}

const failedBy = (runId: string): StepRow['activity'] => ({
  state: 'failed',
  runId,
  at: 0,
  failure: exampleFailure,
})

test('failures of a step go once it was done, its remedy too', () => {
  const runs = [
    run('first', 1),
    run('remedy', 2, { title: 'DNS: remedy' }),
    run('last', 3, { status: { state: 'exited', code: 0 } }),
  ]
  expect(outdone(runs, { lastRun: lastRun('last') })).toEqual(['first', 'remedy'])
})

test('a failure whose step was found done since goes, without another run', () => {
  expect(outdone([run('only', 1)], { lastRun: lastRun('only') })).toEqual(['only'])
})

test('the failure that a step stands by stays, and goes when the step is left out', () => {
  const step = { activity: failedBy('second'), lastRun: lastRun('second') }
  const runs = [run('first', 1), run('second', 2)]
  expect(outdone(runs, step)).toEqual(['first'])
  expect(outdone(runs, { ...step, skipped: { by: 'Mara', at: 0 } })).toEqual(['first', 'second'])
})

test('runs of other servers, of no step and of later stay', () => {
  const runs = [
    run('last', 3, { status: { state: 'exited', code: 0 } }),
    run('elsewhere', 1, { serverId: 'b' }),
    run('by hand', 1, { title: 'Update' }),
    run('later', 4),
  ]
  expect(outdone(runs, { lastRun: lastRun('last') })).toEqual([])
})
