import { describe, expect, test } from 'vitest'
import type { InstallRow, StepRow } from '../../lib/shared/install.ts'
import { exampleFailure, installRow } from '../../lib/testing/install-row.ts'
import {
  failedStep,
  foundFault,
  isComplete,
  settledCount,
  stepToShow,
  stitchOf,
  turnOf,
  whatStays,
} from './progress.ts'

/** The row with one step changed. */
function withStep(row: InstallRow, id: string, change: Partial<StepRow>): InstallRow {
  return { ...row, steps: row.steps.map((step) => (step.id === id ? { ...step, ...change } : step)) }
}

const skipped = { by: 'Mara', at: 0 }
const failed: StepRow['activity'] = { state: 'failed', runId: null, at: 0, failure: exampleFailure }

describe('what is left', () => {
  test('done, not needed and skipped need nothing more; all else does', () => {
    let row = installRow({ done: 3 })
    row = withStep(row, 'firewall', { check: { state: 'not-needed', evidence: 'ufw: inactive' } })
    row = withStep(row, 'metrics-server', { skipped })
    row = withStep(row, 'dns', { check: { state: 'unknown', evidence: '' } })
    row = withStep(row, 'helm3', { check: { state: 'broken', evidence: '', fault: null } })
    row = withStep(row, 'storage', { check: { state: 'differs', evidence: '', wanted: '' } })
    expect(settledCount(row)).toBe(5)
  })

  test('nothing is complete before it was looked at', () => {
    const all = installRow({ done: 99 })
    expect(isComplete(all)).toBe(true)
    expect(isComplete({ ...all, checkedAt: null })).toBe(false)
    expect(isComplete({ ...all, steps: [] })).toBe(false)
  })
})

describe('the step to show', () => {
  test('is the one at work, before one that failed earlier', () => {
    const row = withStep(installRow({ done: 8, going: true }), 'dns', { activity: failed })
    expect(stepToShow(row)).toBe('community')
  })

  test('is the one that stopped the install, before another that failed', () => {
    const row = withStep(installRow({ done: 8, ended: 'failed' }), 'dns', { activity: failed })
    expect(failedStep(row)?.id).toBe('community')
    expect(stepToShow(row)).toBe('community')
  })

  test('is the next to do, and the proof once there is none', () => {
    expect(stepToShow(installRow({ done: 2 }))).toBe('snap-hold')
    expect(stepToShow(installRow({ done: 99 }))).toBe('launch')
    expect(stepToShow({ ...installRow(), steps: [] })).toBeNull()
  })
})

describe('a stitch', () => {
  const step = (change: Partial<StepRow>): StepRow => ({ ...installRow().steps[0]!, ...change })

  test.each<[string, StepRow, string]>([
    ['open', step({}), 'todo'],
    ['not known', step({ check: { state: 'unknown', evidence: '' } }), 'todo'],
    ['drifted', step({ check: { state: 'differs', evidence: '', wanted: '' } }), 'warn'],
    [
      'skipped though broken',
      step({ check: { state: 'broken', evidence: '', fault: null }, skipped }),
      'done',
    ],
    ['failed though it is there', step({ check: { state: 'done', evidence: '' }, activity: failed }), 'fail'],
    ['left out after it failed', step({ activity: failed, skipped }), 'done'],
    ['being proved', step({ activity: { state: 'proving', runId: 'r', startedAt: 0 } }), 'work'],
  ])('%s', (_, row, stitch) => expect(stitchOf(row, installRow())).toBe(stitch))

  test('of the step that is next is work from the moment it is its turn', () => {
    expect(stitchOf(step({}), installRow({ going: true }))).toBe('work')
  })
})

describe('a turn', () => {
  const going = installRow({ done: 8, going: true })
  const turns = (row: InstallRow) => (['dns', 'community', 'metallb'] as const).map((id) => turnOf(row, id))

  test('comes to one step after the other, while all are done', () => {
    expect(turns(going)).toEqual(['none', 'now', 'later'])
    expect(turns(installRow({ done: 8 }))).toEqual(['none', 'none', 'none'])
  })

  test('was cut off where a person stopped the install', () => {
    expect(turns(installRow({ done: 8, ended: 'stopped' }))).toEqual(['none', 'cut-off', 'none'])
    expect(turns(installRow({ done: 8, ended: 'paused' }))).toEqual(['none', 'none', 'none'])
  })

  test('comes to no other step where only one is run', () => {
    const one = { ...going, going: going.going && { ...going.going, mode: 'one' as const } }
    expect(turns(one)).toEqual(['none', 'now', 'none'])
  })

  test('makes a failed step one that is at work', () => {
    const again = withStep(going, 'community', { activity: failed })
    expect(failedStep(again)).toBeNull()
    expect(stitchOf(again.steps[8]!, again)).toBe('work')
  })
})

describe('what stays done', () => {
  test('is said only where all before it is', () => {
    expect(whatStays(installRow({ done: 4 }), 'firewall')).toBe('steps 1 to 4 stay done')
    expect(whatStays(installRow({ done: 1 }), 'snap-install')).toBe('step 1 stays done')
    expect(whatStays(installRow({ done: 0 }), 'preflight')).toBeNull()
    expect(whatStays(installRow({ done: 3 }), 'firewall')).toBeNull()
  })
})

test('a fault that the look found is told like one that stopped, while nothing goes and nobody left the step out', () => {
  const faults = [{ id: 'x', what: 'It is broken.', why: 'For the test.', remedy: null, advice: 'Mend it.' }]
  const row = installRow()
  const broken: StepRow = { ...row.steps[0]!, check: { state: 'broken', evidence: 'seen', fault: 'x' } }
  expect(foundFault(broken, faults, row)).toEqual({
    fault: 'x',
    what: 'It is broken. What was seen: seen.',
    why: 'For the test.',
    line: null,
    remedy: null,
    advice: 'Mend it.',
  })
  const check = { state: 'broken', evidence: 'seen', fault: null } as const
  expect(foundFault({ ...broken, check }, faults, row)).toBeNull()
  expect(foundFault({ ...broken, skipped: { by: 'Jo', at: 0 } }, faults, row)).toBeNull()
  expect(foundFault(row.steps[0]!, faults, row)).toBeNull()
})
