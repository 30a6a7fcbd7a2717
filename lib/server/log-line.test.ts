import { expect, test } from 'vitest'
import { logLine } from './log-line.ts'

const at = new Date(0)

test('what a server says forges no line and steers no terminal', () => {
  const line = logLine(at, 'binder-01: \u001b[2Jno\r2026-01-01T00:00:00Z fine\n2026-01-01T00:00:00Z fine')
  expect(line).toBe(
    '1970-01-01T00:00:00.000Z binder-01: \\x1b[2Jno\\x0d2026-01-01T00:00:00Z fine\n    2026-01-01T00:00:00Z fine',
  )
})

test('a stack stays readable, and a long line is cut', () => {
  expect(logLine(at, 'bug: Error: x\n    at y')).toContain('bug: Error: x\n        at y')
  expect(logLine(at, '\u0007'.repeat(1024 * 1024)).length).toBeLessThan(2_100)
})
