import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../actions/action.ts'
import { createAudit } from '../actions/audit.ts'
import { performAction } from '../actions/perform-action.ts'
import { verifyPassword } from '../auth/password.ts'
import { createSessions, type Sessions } from '../auth/sessions.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createPeople, type People, type Person } from './people.ts'
import { peopleRoutes } from './people-actions.ts'

const device = { device: 'Firefox on Linux', address: '192.0.2.1' }
const password = 'fourteen letters and more'
let folder: string
let store: Store
let people: People
let sessions: Sessions
let ann: Person
let ended: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-people-'))
  store = openStore(folder)
  people = createPeople(store)
  sessions = createSessions(store)
  ann = people.add({ name: 'Ann', role: 'administrator', passwordHash: 'x' })
  ended = []
  sessions.onEnded((sessionId) => ended.push(sessionId))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const annActs = (): Actor => ({
  personId: ann.id,
  name: 'Ann',
  role: 'administrator',
  sessionId: 's',
  address: '',
})
async function act(name: string, body: unknown, user?: string): Promise<unknown> {
  const action = peopleRoutes({ people, sessions }).actions.find((each) => each.name === name)
  return performAction({ store, audit: createAudit(store) }, action!, {
    actor: annActs(),
    stillActor: annActs,
    params: user === undefined ? {} : { user },
    body: async () => body,
    signal: new AbortController().signal,
  })
}
const audit = () =>
  store.db
    .prepare('SELECT target, outcome FROM audit ORDER BY seq')
    .all()
    .map((row) => ({ ...row }))

test('an added user can sign in, and the audit has the name and not the password', async () => {
  const { id } = (await act('user.add', { name: 'Bob', role: 'viewer', password })) as { id: string }
  expect(people.get(id)).toMatchObject({ name: 'Bob', role: 'viewer', lastSeenAt: null })
  expect((await verifyPassword(password, people.get(id).passwordHash)).ok).toBe(true)
  expect(audit()).toEqual([
    { target: 'Bob (viewer)', outcome: 'begun' },
    { target: 'Bob (viewer)', outcome: 'done' },
  ])
})

test.each(['Ann', 'ANN', 'Ａnn'])('the name %s is taken by Ann', async (name) => {
  await expect(act('user.add', { name, role: 'viewer', password })).rejects.toMatchObject({
    code: 'conflict',
    field: 'name',
  })
})

test.each([
  [{ name: '', role: 'viewer', password }, 'name'],
  [{ name: 'a\nb', role: 'viewer', password }, 'name'],
  [{ name: '../../etc', role: 'viewer', password }, 'name'],
  [{ name: 'Bob', role: 'root', password }, 'role'],
  [{ name: 'Bob', role: 'viewer', password: 'short' }, 'password'],
  [{ name: 'Bob', role: 'viewer' }, 'password'],
])('%j is refused at the right field', async (body, field) => {
  await expect(act('user.add', body)).rejects.toMatchObject({ code: 'invalid_input', field })
  expect(people.all()).toHaveLength(1)
})

test('a new password signs that person out everywhere, and nobody else', async () => {
  const bob = people.add({ name: 'Bob', role: 'viewer', passwordHash: 'x' })
  const bobs = [sessions.start(bob.id, device), sessions.start(bob.id, device)]
  const anns = sessions.start(ann.id, device)
  expect(await act('user.change', { password }, bob.id)).toEqual({})
  expect(ended.sort()).toEqual(bobs.map(({ sessionId }) => sessionId).sort())
  expect(bobs.map(({ token }) => sessions.find(token))).toEqual([null, null])
  expect(sessions.find(anns.token)).not.toBeNull()
  expect(audit()[0]).toEqual({ target: 'Bob, new password', outcome: 'begun' })
})

test('another role signs that person out, because pages and sockets were made for the one before', async () => {
  const bob = people.add({ name: 'Bob', role: 'viewer', passwordHash: 'x' })
  const { token, sessionId } = sessions.start(bob.id, device)
  await act('user.change', { role: 'viewer' }, bob.id)
  expect(sessions.find(token)).toMatchObject({ role: 'viewer' })
  await act('user.change', { role: 'administrator' }, bob.id)
  expect(sessions.find(token)).toBeNull()
  expect(ended).toEqual([sessionId])
  expect(people.get(bob.id).role).toBe('administrator')
})

test('the last administrator can be neither demoted nor removed', async () => {
  const bob = people.add({ name: 'Bob', role: 'administrator', passwordHash: 'x' })
  await act('user.change', { role: 'viewer' }, ann.id)
  await expect(act('user.change', { role: 'viewer' }, bob.id)).rejects.toThrow(
    'Bob is the last administrator',
  )
  await expect(act('user.remove', {}, bob.id)).rejects.toThrow('Bob is the last administrator')
  expect(people.get(bob.id).role).toBe('administrator')
})

test('a change that is refused in part is refused whole', async () => {
  await expect(act('user.change', { role: 'viewer', password }, ann.id)).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(people.get(ann.id)).toMatchObject({ role: 'administrator', passwordHash: 'x' })
})

test('nobody removes themselves', async () => {
  people.add({ name: 'Bob', role: 'administrator', passwordHash: 'x' })
  await expect(act('user.remove', {}, ann.id)).rejects.toThrow('You cannot remove yourself.')
})

test('a removed person is gone at once, sessions and all', async () => {
  const bob = people.add({ name: 'Bob', role: 'viewer', passwordHash: 'x' })
  const { token, sessionId } = sessions.start(bob.id, device)
  expect(await act('user.remove', {}, bob.id)).toEqual({})
  expect(ended).toEqual([sessionId])
  expect(sessions.find(token)).toBeNull()
  expect(people.byName('Bob')).toBeNull()
})

test.each(['user.change', 'user.remove'])('%s of an id that leads nowhere is not found', async (name) => {
  await expect(act(name, {}, 'nobody')).rejects.toMatchObject({ code: 'not_found' })
})
