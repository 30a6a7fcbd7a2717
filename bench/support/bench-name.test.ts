import { expect, it } from 'vitest'
import { benchNamed } from './bench-name.ts'

it('finds the bench of the live table by either of its names, and takes no other for it', () => {
  expect(benchNamed('tables', ['checks', 'table'])).toBe('table')
  expect(benchNamed('table', ['checks', 'tables'])).toBe('tables')
  expect(benchNamed('table', ['table', 'tables'])).toBe('table')
  expect(benchNamed('toString', ['checks'])).toBe('toString')
})
