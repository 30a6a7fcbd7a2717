import { expect, test } from 'vitest'
import { readStep, stepPath } from './step-path.ts'

test('a step is read back from the address it is given', () => {
  expect(readStep(stepPath('abc', 'metallb'))).toBe('metallb')
  expect(readStep(stepPath('abc', null))).toBeNull()
})

test.each(['/s/abc/install/plan', '/s/abc/install/constructor', '/s/abc', '/s/abc/runs/dns/dns/dns'])(
  'there is no step in %s',
  (path) => expect(readStep(path)).toBeNull(),
)
