import { describe, expect, test } from 'vitest'
import type { Problem } from '../../lib/shared/problem.ts'
import { fieldError, problemBeside } from './field-error.ts'

const wrongPort: Problem = { code: 'invalid_input', message: 'Too large.', hint: 'Use 22.', field: 'port' }
const nested: Problem = { code: 'invalid_input', message: 'Too long.', field: 'signIn.password' }

describe('a problem of a field', () => {
  test('is said there, with what to do', () => {
    expect(fieldError(wrongPort, 'port')).toBe('Too large. Use 22.')
    expect(fieldError(nested, 'password')).toBe('Too long.')
  })

  test('is said nowhere else', () => {
    expect(fieldError(wrongPort, 'host')).toBeNull()
    expect(fieldError(nested, 'signIn')).toBeNull()
    expect(fieldError(null, 'port')).toBeNull()
  })

  test('is said above the form when its field is not on the page', () => {
    expect(problemBeside(wrongPort, ['host', 'port'])).toBeNull()
    expect(problemBeside(wrongPort, ['host'])).toBe(wrongPort)
    expect(problemBeside({ code: 'internal', message: 'x' }, ['host'])?.code).toBe('internal')
  })
})
