import { expect, test } from 'vitest'
import { installRow } from '../../lib/testing/install-row.ts'
import { timeWords } from './time-words.ts'

test('the time left is what is usual until this server was measured', () => {
  const row = installRow()
  expect(timeWords({ ...row, leftMs: null })).toBeNull()
  const unmeasured = row.steps.map((step) => ({ ...step, lastRun: null }))
  expect(timeWords({ leftMs: 24 * 60_000, steps: unmeasured })).toBe('usually 24 min')
  const [first, ...rest] = unmeasured
  const measured = [{ ...first!, lastRun: { runId: 'r', endedAt: 1, tookMs: 1 } }, ...rest]
  expect(timeWords({ leftMs: 2 * 60_000, steps: measured })).toBe('about 2 min left')
})
