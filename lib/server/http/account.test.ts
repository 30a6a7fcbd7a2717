import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontOnLoopback, type LoopbackFront, PASSWORD } from '../../testing/front-on-loopback.ts'

let at: LoopbackFront
beforeAll(async () => {
  at = await frontOnLoopback()
})
afterAll(() => at.close())

const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
const me = (cookie: string) => fetch(`${at.origin}/api/me`, { headers: { cookie } })
const signIn = (headers: Record<string, string> = {}) =>
  at.post('/api/sign-in', { name: 'ann', password: PASSWORD }, headers)
const sessionsOf = async (cookie: string) =>
  (
    (await (await fetch(`${at.origin}/api/account/sessions`, { headers: { cookie } })).json()) as {
      sessions: { id: string; current: boolean; device: string }[]
    }
  ).sessions

test('signing in sets the cookie, signing out ends the session and takes the cookie away', async () => {
  const entered = await signIn({ 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' })
  expect(entered.status).toBe(200)
  expect(entered.headers.getSetCookie()[0]).toMatch(
    /^bindery=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
  )
  const cookie = cookieOf(entered)
  expect(await (await me(cookie)).json()).toEqual(await entered.json())
  expect((await sessionsOf(cookie))[0]).toMatchObject({ current: true, device: 'Firefox on Linux' })

  const left = await at.post('/api/sign-out', {}, { cookie })
  expect([left.status, await left.json()]).toEqual([200, {}])
  expect(left.headers.getSetCookie()[0]).toMatch(/^bindery=; Max-Age=0/)
  expect((await me(cookie)).status).toBe(401)
})

test('signing in again on a device ends the session it had', async () => {
  const before = cookieOf(await signIn())
  const after = cookieOf(await signIn({ cookie: before }))
  expect((await me(before)).status).toBe(401)
  expect((await me(after)).status).toBe(200)
  await at.post('/api/sign-out', {}, { cookie: after })
})

test('the ways in demand our origin, too', async () => {
  expect((await signIn({ origin: 'http://evil.example' })).status).toBe(403)
  expect((await at.post('/api/setup', {}, { origin: 'http://evil.example' })).status).toBe(403)
})

test('set-up is closed once there is an account', async () => {
  const response = await at.post('/api/setup', { code: 'AAAA-BBBB-CCCC', name: 'Eve', password: PASSWORD })
  expect([response.status, ((await response.json()) as { problem: unknown }).problem]).toMatchObject([
    409,
    { code: 'setup_closed' },
  ])
})

test('one device, or all others, are signed out and their sockets told', async () => {
  const ended: string[] = []
  const stop = at.auth.onSessionEnded((sessionId) => ended.push(sessionId))
  const [a, b, c] = [at.cookieOf('viewer'), at.cookieOf('viewer'), at.cookieOf('viewer')]
  const other = (await sessionsOf(a)).find((session) => !session.current)
  const one = await at.post('/api/account/sessions/end', { which: other?.id }, { cookie: a })
  expect(await one.json()).toEqual({ ended: 1 })
  expect(
    await (await at.post('/api/account/sessions/end', { which: 'others' }, { cookie: a })).json(),
  ).toEqual({ ended: 1 })
  expect(ended).toHaveLength(2)
  expect([(await me(a)).status, (await me(b)).status, (await me(c)).status]).toEqual([200, 401, 401])
  await at.post('/api/account/sessions/end', { which: 'all' }, { cookie: a })
  expect((await me(a)).status).toBe(401)
  stop()
})

test('changing the password keeps this device and signs the others out', async () => {
  const [here, there] = [at.cookieOf('viewer'), at.cookieOf('viewer')]
  const next = 'another password altogether'
  const wrong = await at.post('/api/account/password', { current: 'wrong', next }, { cookie: here })
  expect([wrong.status, await wrong.json()]).toMatchObject([
    400,
    { problem: { code: 'invalid_input', field: 'current' } },
  ])
  const right = await at.post('/api/account/password', { current: PASSWORD, next }, { cookie: here })
  expect([right.status, await right.json()]).toEqual([200, {}])
  expect([(await me(here)).status, (await me(there)).status]).toEqual([200, 401])
  expect((await at.post('/api/sign-in', { name: 'Vic', password: next })).status).toBe(200)
})

test('guessing gets 429 with the seconds to wait, in words and as Retry-After', async () => {
  const statuses: number[] = []
  for (let i = 0; i < 3; i++)
    statuses.push((await at.post('/api/sign-in', { name: 'nobody', password: `guess ${i}` })).status)
  expect(statuses).toEqual([401, 401, 401])
  const slow = await at.post('/api/sign-in', { name: 'nobody', password: 'guess' })
  expect([slow.status, slow.headers.get('retry-after')]).toEqual([429, '2'])
  expect(await slow.text()).toContain('Try again in 2 seconds.')
})

test('no password, token or code ever reaches the audit', () => {
  const audit = JSON.stringify(at.store.db.prepare('SELECT * FROM audit').all())
  for (const secret of [PASSWORD, 'another password', 'guess', 'nobody', 'AAAA'])
    expect(audit).not.toContain(secret)
})
