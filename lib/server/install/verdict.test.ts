import { describe, expect, it } from 'vitest'
import type { StepCheck } from '../../shared/install.ts'
import type { RunState } from '../../shared/run-row.ts'
import { verdict } from './verdict.ts'

const done: StepCheck = { state: 'done', evidence: '' }
const open: StepCheck = { state: 'open', evidence: '' }
const differs: StepCheck = { state: 'differs', evidence: '', wanted: '' }
const unknown: StepCheck = { state: 'unknown', evidence: '' }
const exited = (code: number): RunState => ({ state: 'exited', code })
const judge = (status: RunState, check: StepCheck, more: Partial<Parameters<typeof verdict>[0]> = {}) =>
  verdict({ what: 'step', status, check, tries: 1, tookMs: 1_000, deadlineSeconds: 60, ...more })

describe('what came of a step', () => {
  it.each<[RunState, StepCheck, string]>([
    [exited(0), done, 'proven'],
    [exited(0), { state: 'not-needed', evidence: '' }, 'proven'],
    [exited(0), open, 'failed'],
    [exited(0), differs, 'failed'],
    [exited(0), { state: 'broken', evidence: '', fault: null }, 'failed'],
    [exited(0), unknown, 'failed'],
    [exited(7), done, 'proven'],
    [exited(7), open, 'failed'],
    [{ state: 'cancelled' }, open, 'stopped'],
    [{ state: 'cancelled' }, done, 'proven'],
    [{ state: 'not-started', why: 'no room' }, open, 'stopped'],
    [{ state: 'interrupted', by: 'reboot' }, open, 'again'],
    [{ state: 'interrupted', by: 'reboot' }, unknown, 'again'],
    [{ state: 'interrupted', by: 'reboot' }, done, 'proven'],
    [{ state: 'interrupted', by: 'stopped' }, open, 'failed'],
    [{ state: 'lost', why: 'died' }, open, 'again'],
    [{ state: 'lost', why: 'files-gone' }, done, 'proven'],
  ])('%j and %j: %s', (status, check, kind) => {
    expect(judge(status, check).kind).toBe(kind)
  })

  it('says where the run did not end well', () => {
    expect(judge(exited(0), done)).toEqual({ kind: 'proven', anyway: false })
    expect(judge(exited(7), done)).toEqual({ kind: 'proven', anyway: true })
  })

  it('is not tried for ever', () => {
    const tries = [1, 2, 3].map((count) => judge({ state: 'lost', why: 'died' }, open, { tries: count }).kind)
    expect(tries).toEqual(['again', 'again', 'failed'])
  })

  it('tells a deadline from a script that has this exit code of its own', () => {
    const late = (code: number, tookMs: number) => judge(exited(code), open, { tookMs })
    expect(late(124, 60_100)).toEqual({ kind: 'failed', end: { how: 'exited', code: 124, late: true } })
    expect(late(137, 80_000)).toMatchObject({ end: { late: true } })
    expect(late(124, 5_000)).toMatchObject({ end: { late: false } })
    expect(late(1, 60_100)).toMatchObject({ end: { late: false } })
  })
})

describe('what came of taking a step off', () => {
  it.each<[RunState, StepCheck, string]>([
    [exited(0), open, 'proven'],
    [exited(0), { state: 'not-needed', evidence: '' }, 'proven'],
    [exited(0), differs, 'proven'],
    [exited(0), done, 'failed'],
    [exited(0), unknown, 'failed'],
    [exited(1), open, 'proven'],
    [exited(1), differs, 'failed'],
  ])('%j and %j: %s', (status, check, kind) => {
    expect(judge(status, check, { what: 'undo' }).kind).toBe(kind)
  })
})

describe('what came of a remedy', () => {
  it('is what it says itself: the step proves it', () => {
    expect(judge(exited(0), open, { what: 'remedy' }).kind).toBe('proven')
    expect(judge(exited(1), done, { what: 'remedy' }).kind).toBe('failed')
  })
})
