import { expect, it } from 'vitest'
import { severityAfter, severityOf } from './severity.ts'

it.each([
  ['[W 2026-11-27 09:40:12.123 ServerApp] kernel restarted', 'warning'],
  ['[I 2026-11-27 09:40:12.123 JupyterHub log:192] 200 GET /error', 'info'],
  ['[E 261127 09:40:12 web:1871] Uncaught exception', 'error'],
  ['[D 261127 09:40:12 web:1] x', 'debug'],
  ['W1127 08:59:31.123456       1 main.go:71] not found', 'warning'],
  ['E1127 08:59:31.123456       1 reflector.go:1] failed', 'error'],
  ['time="2026-11-27T08:59:31Z" level=warning msg="x"', 'warning'],
  ['ts=1 caller=main.go level=error msg=x', 'error'],
  ['{"level":"warn","msg":"error in name only"}', 'warning'],
  ['{"ts":1,"severity":"ERROR"}', 'error'],
  ['08:59:31.123 [ConfigProxy] error: 503 GET /user/x', 'error'],
  ['08:59:31.123 [ConfigProxy] info: 200 GET /', 'info'],
  ['2026-11-27 09:40:12,123 - root - WARNING - slow', 'warning'],
  ['2026-11-27 09:40:12,123 ERROR root: no', 'error'],
  ['2026/11/27 08:59:31 [error] 7#7: *1 connect() failed', 'error'],
  ['WARNING: Running pip as root', 'warning'],
  ['ERROR: Could not find a version', 'error'],
  ['error    libmamba Could not solve for environment specs', 'error'],
  ['fatal: unable to access', 'error'],
  ['npm error: code 1', 'error'],
  ['Traceback (most recent call last):', 'error'],
  ['ValueError: bad', 'error'],
])('reads %s', (line, severity) => {
  expect(severityOf(line)).toBe(severity)
})

it.each([
  '',
  'just text',
  'errors were 0',
  'Step 3/7 : RUN pip install warnings',
  'information',
  '200 GET /info/x',
])('reads none in %j', (line) => {
  expect(severityOf(line)).toBeNull()
})

it('counts what is set in to the line above it', () => {
  expect(severityAfter('  File "x.py", line 1', 'error')).toBe('error')
  expect(severityAfter('next line', 'error')).toBeNull()
})

it('takes no time for a line that was made to take some', () => {
  const began = performance.now()
  for (const piece of [' ', '[', 'error', 'a.', '"level"', 'level=', 'x '])
    for (let i = 0; i < 100; i += 1) severityOf(piece.repeat(32_768 / piece.length))
  expect(performance.now() - began).toBeLessThan(1_000)
})
