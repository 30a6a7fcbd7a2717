import { describe, expect, it } from 'vitest'
import { closingLine, exitCode, ofExit, ofPlaywright, ofVitest, sum } from './tally.mjs'

const vitest = (counts, testResults = []) =>
  JSON.stringify({
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults,
    ...counts,
  })
const playwright = (stats, errors = []) =>
  JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors })

describe('ofVitest', () => {
  it('counts tests', () => {
    expect(
      ofVitest(vitest({ numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }), 1),
    ).toEqual({ passed: 3, failed: 1, skipped: 3 })
  })
  it('counts a file that could not be loaded as one failure', () => {
    const files = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
    ]
    expect(ofVitest(vitest({ numPassedTests: 3, numFailedTests: 1 }, files), 1)).toEqual({
      passed: 3,
      failed: 2,
      skipped: 0,
    })
  })
  it('fails a run that ended badly although every test passed', () => {
    expect(ofVitest(vitest({ numPassedTests: 3 }), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 })
  })
  it.each([0, 1])('fails a run without a report that ended with %s', (code) => {
    expect(ofVitest(null, code)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})

describe('ofPlaywright', () => {
  it('counts tests, flaky ones as failed', () => {
    expect(ofPlaywright(playwright({ expected: 5, unexpected: 1, flaky: 1, skipped: 2 }), 1)).toEqual({
      passed: 5,
      failed: 2,
      skipped: 2,
    })
  })
  it('counts errors outside of tests', () => {
    expect(ofPlaywright(playwright({ expected: 5 }, [{}]), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 })
  })
})

describe('the whole', () => {
  it('is summed over all stages', () => {
    const total = sum([ofExit(0), ofExit(2), { passed: 10, failed: 0, skipped: 4 }])
    expect(closingLine(total)).toBe('11 passed, 1 failed, 4 skipped')
    expect(exitCode(total)).toBe(1)
  })
  it('passes with tests that passed, and leaves out what was not skipped', () => {
    const total = sum([ofExit(0)])
    expect(closingLine(total)).toBe('1 passed, 0 failed')
    expect(exitCode(total)).toBe(0)
  })
  it('does not pass when nothing ran', () => {
    expect(exitCode({ passed: 0, failed: 0, skipped: 7 })).toBe(1)
  })
})
