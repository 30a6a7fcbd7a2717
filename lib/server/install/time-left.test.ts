import { describe, expect, it } from 'vitest'
import type { StepCheck, StepId } from '../../shared/install.ts'
import type { StepRun } from './records/step-runs.ts'
import { timeLeft, usualTimes } from './time-left.ts'

const ten = { usualSeconds: [8, 12] as const }
const steps = [
  { id: 'dns' as const, ...ten },
  { id: 'metallb' as const, ...ten },
  { id: 'storage' as const, usualSeconds: [90, 110] as const },
  { id: 'helm3' as const, usualSeconds: [0, 1] as const },
]
const took = (step: StepId, seconds: number, outcome: StepRun['outcome'] = 'done'): StepRun => ({
  runId: '',
  step,
  what: 'step',
  outcome,
  endedAt: 0,
  tookMs: seconds * 1000,
})
const usual = (...runs: StepRun[]) => [...usualTimes(steps, runs).values()].map((ms) => ms / 1000)

describe('how long a step usually takes', () => {
  it('is what is usual anywhere, before this server has shown what it can', () => {
    expect(usual()).toEqual([10, 10, 100, 0.5])
  })

  it('is what it took here, and the others are scaled by that', () => {
    expect(usual(took('dns', 20))).toEqual([20, 20, 200, 1])
    expect(usual(took('dns', 20), took('metallb', 5), took('storage', 200))).toEqual([20, 5, 200, 1])
  })

  it('is not thrown off by one run that was odd', () => {
    expect(usual(took('dns', 9), took('dns', 400), took('dns', 10))[0]).toBe(10)
    const [, , storage] = usual(took('dns', 10_000))
    expect(storage).toBeLessThanOrEqual(2_000)
  })

  it('learns nothing from runs that did not work, nor from steps that take no time', () => {
    expect(usual(took('dns', 300, 'failed'), took('dns', 1, 'stopped'), took('helm3', 30))).toEqual([
      10, 10, 100, 30,
    ])
  })
})

describe('the time left', () => {
  const done: StepCheck = { state: 'done', evidence: '' }
  const open: StepCheck = { state: 'open', evidence: '' }
  const row = (id: StepId, check: StepCheck, skipped = false) => ({ id, check, skipped, usualMs: 10_000 })
  const left = (rows: ReturnType<typeof row>[], current: Parameters<typeof timeLeft>[0]['current'] = null) =>
    timeLeft({ steps: rows, current })

  it('is that of all that is to do, and nothing where all is done', () => {
    expect(
      left([row('dns', done), row('metallb', open), row('storage', open), row('pods', open, true)]),
    ).toBe(20_000)
    expect(left([row('dns', done), row('metallb', { state: 'not-needed', evidence: '' })])).toBe(0)
  })

  it('is not known before anybody looked', () => {
    expect(left([row('dns', { state: 'unknown', evidence: '' })])).toBeNull()
  })

  it('shrinks while a step runs, and is never nothing before it has ended', () => {
    const at = (seconds: number) =>
      left([row('dns', open), row('metallb', open)], { id: 'dns', elapsedMs: seconds * 1000 })
    expect([0, 4, 9, 12, 100].map(at)).toEqual([20_000, 16_000, 13_000, 13_000, 20_000])
  })

  it('counts a step that runs although it is done', () => {
    expect(left([row('dns', done)], { id: 'dns', elapsedMs: 1_000 })).toBe(9_000)
  })
})
