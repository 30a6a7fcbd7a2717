import { expect, test } from 'vitest'
import { createSessionCookie } from './session-cookie.ts'

const TOKEN = `${'A'.repeat(42)}_`

test('over HTTP: HttpOnly, SameSite=Strict, the whole site', () => {
  const cookie = createSessionCookie(false).issue(TOKEN)
  expect(cookie.split('; ').sort()).toEqual(
    ['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Strict', `bindery=${TOKEN}`].sort(),
  )
})

test('over HTTPS: Secure, and a name that no other host can set', () => {
  const cookie = createSessionCookie(true).issue(TOKEN)
  expect(cookie).toMatch(/^__Host-bindery=/)
  expect(cookie).toMatch(/; Secure$/)
  expect(cookie).not.toMatch(/Domain/i)
})

test('signing out takes the same cookie away', () => {
  expect(createSessionCookie(true).clear()).toBe(
    '__Host-bindery=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure',
  )
})

test('reads its own among others, and takes nothing that is no token', () => {
  const cookie = createSessionCookie(false)
  expect(cookie.read(`theme=dark; bindery=${TOKEN}; x=y`)).toBe(TOKEN)
  for (const header of [
    null,
    undefined,
    '',
    'bindery',
    'bindery=',
    'bindery=short',
    `xbindery=${TOKEN}`,
    `bindery=${TOKEN}x`,
    `bindery="${TOKEN}"`,
  ])
    expect(cookie.read(header)).toBeNull()
  expect(createSessionCookie(true).read(`bindery=${TOKEN}`)).toBeNull()
})
