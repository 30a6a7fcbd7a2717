import { expect, it } from 'vitest'
import type { Problem } from '../../lib/shared/problem.ts'
import { isOfMeasuring, usageTruth } from './usage-truth.ts'

const absent: Problem = { code: 'no_metrics', message: 'Off.' }
const away: Problem = { code: 'metrics_unreachable', message: 'Silent.' }

it('tells what is not there from what does not answer, and the old from the new', () => {
  expect(usageTruth({ state: 'live', since: 1, problem: null })).toEqual({ is: 'measured' })
  expect(usageTruth({ state: 'syncing', since: null, problem: null })).toEqual({ is: 'reading' })
  expect(usageTruth({ state: 'syncing', since: 1, problem: absent })).toEqual({ is: 'absent' })
  expect(usageTruth({ state: 'syncing', since: 1, problem: away })).toEqual({ is: 'away', problem: away })
  expect(usageTruth({ state: 'stale', since: 7, problem: away })).toEqual({
    is: 'old',
    since: 7,
    problem: away,
  })
  // This tab's own socket was lost before anything was known.
  expect(usageTruth({ state: 'stale', since: null, problem: null })).toEqual({ is: 'reading' })
})

it('leaves to others what is not about measuring', () => {
  expect(isOfMeasuring(away)).toBe(true)
  expect(isOfMeasuring({ code: 'kube_unreachable', message: 'Down.' })).toBe(false)
})
