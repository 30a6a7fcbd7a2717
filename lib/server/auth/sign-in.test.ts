import { scryptSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPeople } from '../people/people.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { type Auth, createAuth } from './auth.ts'
import { hashPassword } from './password.ts'

const device = { device: 'Firefox on Linux', address: '192.0.2.1' }
const password = 'fourteen letters and more'
let folder: string
let store: Store
let auth: Auth
let at = 1_800_000_000_000

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-sign-in-'))
  store = openStore(folder)
  createPeople(store).add({
    name: 'Ann Ex',
    role: 'administrator',
    passwordHash: await hashPassword(password),
  })
})
beforeEach(() => {
  auth?.close()
  auth = createAuth({ store, secure: false, now: () => at })
})
afterAll(() => {
  auth.close()
  store.close()
  rmSync(folder, { recursive: true })
})

const lastAudit = () =>
  store.db
    .prepare('SELECT person_name, action, target, outcome, detail FROM audit ORDER BY seq DESC LIMIT 1')
    .get()

test('name and password let in, however the name is written', async () => {
  const { me, token } = await auth.signIn({ name: 'ANN ex', password }, device)
  expect(me).toMatchObject({ name: 'Ann Ex', role: 'administrator' })
  expect(auth.actorOf(`bindery=${token}`, '192.0.2.1')).toEqual({
    personId: me.id,
    name: 'Ann Ex',
    role: 'administrator',
    sessionId: me.sessionId,
    address: '192.0.2.1',
  })
  expect(lastAudit()).toEqual({
    person_name: 'Ann Ex',
    action: 'account.sign-in',
    target: 'Ann Ex',
    outcome: 'done',
    detail: '',
  })
})

test('a wrong password and an unknown name are told apart by nobody but the audit', async () => {
  const wrong = await auth
    .signIn({ name: 'Ann Ex', password: 'wrong' }, device)
    .catch((error) => error.toJSON())
  expect(lastAudit()).toMatchObject({ person_name: 'Ann Ex', outcome: 'failed', detail: 'wrong_sign_in' })
  const unknown = await auth
    .signIn({ name: password, password: 'Ann Ex' }, device)
    .catch((error) => error.toJSON())
  expect(unknown).toEqual(wrong)
  expect(wrong).toMatchObject({ code: 'wrong_sign_in' })
})

test('a password typed into the name field is written down nowhere', async () => {
  await expect(auth.signIn({ name: 'my secret pass phrase', password: 'x' }, device)).rejects.toThrow()
  expect(lastAudit()).toMatchObject({ person_name: '', target: '', outcome: 'failed' })
})

test('wrong tries become slow; the right password from elsewhere still lets in', async () => {
  for (let i = 0; i < 3; i++) await auth.signIn({ name: 'Ann Ex', password: 'wrong' }, device).catch(() => {})
  await expect(auth.signIn({ name: 'Ann Ex', password }, device)).rejects.toMatchObject({ code: 'slow_down' })
  expect((await auth.signIn({ name: 'Ann Ex', password }, { ...device, address: '192.0.2.2' })).me.name).toBe(
    'Ann Ex',
  )
  at += 2000
  expect((await auth.signIn({ name: 'Ann Ex', password }, device)).me.name).toBe('Ann Ex')
})

test('a password hashed with old settings is hashed anew while it is known', async () => {
  const people = createPeople(store)
  const salt = Buffer.from('saltsaltsaltsalt')
  const key = scryptSync(password, salt, 32, { N: 2 ** 10, r: 8, p: 1 })
  const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
  const bob = people.add({
    name: 'Bob',
    role: 'viewer',
    passwordHash: `$scrypt$ln=10,r=8,p=1$${bare(salt)}$${bare(key)}`,
  })
  await auth.signIn({ name: 'Bob', password }, device)
  expect(people.get(bob.id).passwordHash).not.toContain('ln=10')
  expect((await auth.signIn({ name: 'Bob', password }, device)).me.name).toBe('Bob')
})

test('a password changed while the old one was being checked lets nobody in', async () => {
  const people = createPeople(store)
  const eve = people.add({ name: 'Eve', role: 'viewer', passwordHash: await hashPassword(password) })
  const next = await hashPassword('another password altogether')
  const entering = auth.signIn({ name: 'Eve', password }, device)
  people.setPassword(eve.id, next)
  await expect(entering).rejects.toMatchObject({ code: 'wrong_sign_in' })
})
