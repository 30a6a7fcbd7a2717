import { describe, expect, it } from 'vitest'
import type { StepCheck, StepId } from '../../shared/install.ts'
import { rigStep } from '../../testing/install-rig.ts'
import { nextStep } from './next-step.ts'
import type { Wish } from './records/wishes.ts'

const ids: StepId[] = ['dns', 'metallb', 'storage']
const steps = ids.map((id) => rigStep({ id, folder: '/' }))
const check = (state: StepCheck['state']): StepCheck =>
  ({ state, evidence: state, wanted: '', fault: null }) as StepCheck
const next = (states: StepCheck['state'][], wish: Partial<Wish> = {}, skipped: StepId[] = []): string => {
  const checks = new Map(states.map((state, at) => [ids[at]!, check(state)]))
  const asked = { mode: 'all', what: 'step', step: 'dns', forced: false, ...wish } as const
  const found = nextStep(steps, checks, (id) => skipped.includes(id), asked)
  return found.kind === 'nothing'
    ? `nothing ${found.check?.state ?? ''}`.trim()
    : `${found.kind} ${found.step.id}`
}

describe('the step that comes next', () => {
  it.each<[StepCheck['state'][], string]>([
    [['open', 'open', 'open'], 'run dns'],
    [['done', 'not-needed', 'open'], 'run storage'],
    [['done', 'differs', 'open'], 'run metallb'],
    [['done', 'broken', 'done'], 'run metallb'],
    [['done', 'unknown', 'open'], 'unknown metallb'],
    [['done', 'done', 'done'], 'nothing'],
    [['done'], 'unknown metallb'],
  ])('of all, with %j, is: %s', (states, expected) => {
    expect(next(states)).toBe(expected)
  })

  it('is none that is left out, whatever is known of it', () => {
    expect(next(['done', 'unknown', 'open'], {}, ['metallb'])).toBe('run storage')
  })

  it('of one is that one, or nothing', () => {
    const one = { mode: 'one', step: 'metallb' } as const
    expect(next(['open', 'open', 'open'], one)).toBe('run metallb')
    expect(next(['open', 'open', 'open'], one, ['metallb'])).toBe('run metallb')
    expect(next(['open', 'done', 'open'], one)).toBe('nothing done')
    expect(next(['open', 'unknown', 'open'], one)).toBe('unknown metallb')
  })

  it('runs again what somebody asks for by name, but never what the plan does not need', () => {
    const one = { mode: 'one', step: 'metallb', forced: true } as const
    expect(next(['open', 'done', 'open'], one)).toBe('run metallb')
    expect(next(['open', 'not-needed', 'open'], one)).toBe('nothing not-needed')
    expect(next(['done', 'done', 'open'], { forced: true })).toBe('run storage')
  })

  it('is the remedy or the undo that was asked for, whatever the checks say', () => {
    expect(next(['done', 'unknown', 'open'], { what: 'undo', step: 'metallb' })).toBe('run metallb')
    expect(next(['done', 'done', 'open'], { what: 'remedy', step: 'metallb' })).toBe('run metallb')
  })
})
