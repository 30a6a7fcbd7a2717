import { expect, test } from 'vitest'
import type { Problem } from '../../lib/shared/problem.ts'
import { refusalWords, stopsAtRoot } from './stops-at-root.ts'

const problem = (change: Partial<Problem>): Problem => ({ code: 'secret_needed', message: 'No.', ...change })

test.each<[Partial<Problem>, boolean]>([
  [{ code: 'sudo_wrong_password' }, true],
  [{ code: 'root_refused' }, true],
  [{ field: 'sudoPassword' }, true],
  [{ field: 'password' }, false],
  [{ code: 'ssh_key_refused' }, false],
])('%j', (change, atRoot) => {
  expect(stopsAtRoot(problem(change))).toBe(atRoot)
  expect(refusalWords(problem(change)).startsWith('lets Bindery in')).toBe(atRoot)
})
