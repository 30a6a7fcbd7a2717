/**
 * How many checks passed, failed, and could not be made here.
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/** @returns {Tally} */
export function nothing() {
  return { passed: 0, failed: 0, skipped: 0 }
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  const total = nothing()
  for (const tally of tallies) {
    total.passed += tally.passed
    total.failed += tally.failed
    total.skipped += tally.skipped
  }
  return total
}

/** A check that counts as one: it passed when its program ended with 0. */
export function ofExit(code) {
  return { ...nothing(), [code === 0 ? 'passed' : 'failed']: 1 }
}

/**
 * From Vitest's JSON report. A file that could not be loaded has no tests that failed, yet fails.
 * @param {string | null} report its text; null where the run never came to write one
 */
export function ofVitest(report, code) {
  if (report === null) return ofExit(code === 0 ? 1 : code)
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(report)
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return agreeing(
    {
      passed: numPassedTests,
      failed: numFailedTests + unloaded.length,
      skipped: numPendingTests + numTodoTests,
    },
    code,
  )
}

/**
 * From Playwright's JSON report. There are no retries, so a flaky test is a failed one.
 * @param {string | null} report
 */
export function ofPlaywright(report, code) {
  if (report === null) return ofExit(code === 0 ? 1 : code)
  const { stats, errors } = JSON.parse(report)
  return agreeing(
    {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    },
    code,
  )
}

/** A run that ended badly for a reason that its report does not tell (an unhandled rejection, no tests) is a failure. */
function agreeing(tally, code) {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

/**
 * The closing line: "12 passed, 0 failed", and what was skipped if anything was.
 * @param {Tally} tally
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A run in which nothing was tested has not passed. */
export function exitCode({ passed, failed }) {
  return failed > 0 || passed === 0 ? 1 : 0
}
