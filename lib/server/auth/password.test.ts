import crypto from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

const hasArgon2 = typeof crypto.argon2 === 'function'
const PASSWORD = 'correct horse battery staple'

describe.each([...(hasArgon2 ? (['argon2id'] as const) : []), 'scrypt' as const])('%s', (algorithm) => {
  test('only the right password fits, and the settings stand beside the key', async () => {
    const stored = await hashPassword(PASSWORD, algorithm)
    expect(
      stored.startsWith(
        algorithm === 'scrypt' ? '$scrypt$ln=17,r=8,p=1$' : '$argon2id$v=19$m=65536,t=3,p=4$',
      ),
    ).toBe(true)
    expect(stored).not.toContain(PASSWORD)
    expect((await verifyPassword(PASSWORD, stored)).ok).toBe(true)
    expect((await verifyPassword(`${PASSWORD} `, stored)).ok).toBe(false)
    expect(await hashPassword(PASSWORD, algorithm)).not.toBe(stored)
  })
})

test('the same letters as other code points are the same password', async () => {
  const stored = await hashPassword('café au lait très fort')
  expect((await verifyPassword('cafe\u0301 au lait tre\u0300s fort', stored)).ok).toBe(true)
})

test('a hash made with other settings is right and outdated; a wrong password is never outdated', async () => {
  const key = crypto.scryptSync(PASSWORD, 'saltsaltsaltsalt', 32, { N: 2 ** 10, r: 8, p: 1 })
  const salt = Buffer.from('saltsaltsaltsalt').toString('base64').replace(/=+$/, '')
  const stored = `$scrypt$ln=10,r=8,p=1$${salt}$${key.toString('base64').replace(/=+$/, '')}`
  expect(await verifyPassword(PASSWORD, stored)).toEqual({ ok: true, outdated: true })
  expect(await verifyPassword('something else', stored)).toEqual({ ok: false, outdated: false })
  expect((await verifyPassword(PASSWORD, await hashPassword(PASSWORD))).outdated).toBe(false)
})

test('an unknown account takes as long as a wrong password', async () => {
  const stored = await hashPassword(PASSWORD)
  const timed = async (against: string | null): Promise<number> => {
    const times: number[] = []
    for (let i = 0; i < 5; i++) {
      const from = performance.now()
      expect((await verifyPassword('wrong', against)).ok).toBe(false)
      times.push(performance.now() - from)
    }
    return Math.min(...times)
  }
  const ratio = (await timed(null)) / (await timed(stored))
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})

test('hashing does not hold up the event loop', async () => {
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  await hashPassword(PASSWORD)
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(3)
})

test('what is no hash is a mistake of ours, and no wrong password', async () => {
  await expect(verifyPassword(PASSWORD, 'plain')).rejects.toThrow('no form that Bindery knows')
})
