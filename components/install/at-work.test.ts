import { describe, expect, test } from 'vitest'
import { installRow } from '../../lib/testing/install-row.ts'
import { atWork, whyAskAgain } from './at-work.ts'

const eighth = installRow({ done: 8, going: true })
const ninth = installRow({ done: 9, going: true })
const before = {
  ...eighth,
  steps: eighth.steps.map((step) => ({ ...step, activity: { state: 'idle' } as const })),
}

test('what is at work is the step and its run', () => {
  expect(atWork(eighth)).toEqual({ step: 'community', runId: 'run-community' })
  expect(atWork(before)).toEqual({ step: 'community', runId: null })
  expect(atWork(installRow({ done: 8 }))).toBeNull()
})

describe('a person is asked again', () => {
  test('never while the same run is at work, or is looked at after its end', () => {
    expect(whyAskAgain(atWork(eighth), eighth)).toBeNull()
    const proving = eighth.steps.map((step) =>
      step.id === 'community'
        ? { ...step, activity: { state: 'proving', runId: 'run-community', startedAt: 0 } as const }
        : step,
    )
    expect(whyAskAgain(atWork(eighth), { ...eighth, steps: proving })).toBeNull()
  })

  test('when another step or its run has begun', () => {
    expect(whyAskAgain(atWork(eighth), ninth)).toBe('Another step has begun meanwhile.')
    expect(whyAskAgain(atWork(before), eighth)).toBe('The run of this step has begun meanwhile.')
    expect(whyAskAgain(atWork(eighth), before)).toBe('The run that you were asked about has ended meanwhile.')
  })

  test('not at all when nothing is left to stop', () => {
    expect(whyAskAgain(atWork(eighth), installRow({ done: 9 }))).toMatch('does not go any more')
    const stopping = { ...eighth, going: eighth.going && { ...eighth.going, stopping: true } }
    expect(whyAskAgain(atWork(eighth), stopping)).toBe('It is being stopped already.')
  })
})
