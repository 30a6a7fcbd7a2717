import { expect, test } from 'vitest'
import { addUserInput } from '../../lib/shared/account-api.ts'
import { makePassword } from './make-password.ts'

test('a made password is long enough, readable, and another one each time', () => {
  const made = Array.from({ length: 200 }, makePassword)
  for (const password of made) {
    expect(password).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/)
    expect(addUserInput.safeParse({ name: 'vera', role: 'viewer', password }).success).toBe(true)
  }
  expect(new Set(made).size).toBe(200)
  // 32 signs: every one of them comes up, so no byte is thrown away or favoured.
  expect(new Set(made.join('').replaceAll('-', '')).size).toBe(32)
})
