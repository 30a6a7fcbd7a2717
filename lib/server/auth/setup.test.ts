import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from '../store/open-store.ts'
import { type Auth, createAuth } from './auth.ts'
import { setupLink } from './setup.ts'

const device = { device: 'Firefox on Linux', address: '192.0.2.1' }
const password = 'fourteen letters and more'
let folder: string
let store: Store
let auth: Auth

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-setup-'))
  store = openStore(folder)
  auth = createAuth({ store, secure: false })
})
afterEach(() => {
  auth.close()
  store.close()
  rmSync(folder, { recursive: true })
})

const newCode = (): string => auth.newSetupCode() ?? expect.unreachable('set-up is closed')
const audit = () => store.db.prepare('SELECT person_name, action, target, outcome, detail FROM audit').all()

test('the code makes one administrator, who is signed in at once', async () => {
  expect(auth.needsSetup()).toBe(true)
  const { me, token } = await auth.setUp({ code: newCode(), name: 'Ann', password }, device)
  expect(me).toMatchObject({ name: 'Ann', role: 'administrator' })
  expect(auth.actorFromCookies(`bindery=${token}`)).toMatchObject({ name: 'Ann', sessionId: me.sessionId })
  expect(auth.needsSetup()).toBe(false)
  expect(auth.newSetupCode()).toBeNull()
  expect(audit()).toEqual([
    { person_name: 'Ann', action: 'account.set-up', target: 'Ann', outcome: 'done', detail: '' },
  ])
})

test('two people at once: one account, and the other is told that set-up is closed', async () => {
  const code = newCode()
  const results = await Promise.allSettled(
    ['Ann', 'Bob'].map((name) => auth.setUp({ code, name, password }, device)),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({
    code: 'setup_closed',
  })
  expect(store.db.prepare('SELECT count(*) AS n FROM person').get()?.n).toBe(1)
  expect(store.db.prepare('SELECT count(*) AS n FROM session').get()?.n).toBe(1)
})

test('once there is an account the code is worth nothing', async () => {
  const code = newCode()
  await auth.setUp({ code, name: 'Ann', password }, device)
  await expect(auth.setUp({ code, name: 'Bob', password }, device)).rejects.toMatchObject({
    code: 'setup_closed',
  })
})

test('a new code makes the one before void', async () => {
  const old = newCode()
  const code = newCode()
  await expect(auth.setUp({ code: old, name: 'Ann', password }, device)).rejects.toMatchObject({
    code: 'invalid_input',
    field: 'code',
  })
  expect((await auth.setUp({ code, name: 'Ann', password }, device)).me.name).toBe('Ann')
})

test('the code has 60 bits, is not stored, and may be typed carelessly', async () => {
  const code = newCode()
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
  expect(JSON.stringify(store.db.prepare('SELECT * FROM setting').all())).not.toContain(code)
  const careless = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`
  expect((await auth.setUp({ code: careless, name: 'Ann', password }, device)).me.name).toBe('Ann')
})

test('guessing it becomes slow, and each guess is in the audit', async () => {
  newCode()
  const guess = () => auth.setUp({ code: 'AAAA-BBBB-CCCC', name: 'Eve', password }, device)
  for (let i = 0; i < 3; i++) await expect(guess()).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(guess()).rejects.toMatchObject({ code: 'slow_down', seconds: 2 })
  expect(audit()).toHaveLength(3)
  expect(JSON.stringify(audit())).not.toContain('Eve')
})

test('the link has the code where no server sees it', () => {
  const url = new URL(setupLink('http://127.0.0.1:7420', 'AAAA-BBBB-CCCC'))
  expect([url.pathname, url.search, url.hash]).toEqual(['/welcome', '', '#code=AAAA-BBBB-CCCC'])
})
