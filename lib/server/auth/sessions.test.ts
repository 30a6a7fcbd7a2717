import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPeople, type People } from '../people/people.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createSessions, SESSION_MS, type Sessions } from './sessions.ts'

const device = { device: 'Firefox on Linux', address: '192.0.2.1' }
let folder: string
let store: Store
let people: People
let sessions: Sessions
let at: number
let ann: string
let ended: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-sessions-'))
  store = openStore(folder)
  at = 1_800_000_000_000
  people = createPeople(store, () => at)
  sessions = createSessions(store, () => at)
  ann = people.add({ name: 'Ann', role: 'viewer', passwordHash: 'x' }).id
  ended = []
  sessions.onEnded((sessionId) => ended.push(sessionId))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

test('a token finds its holder; the database holds nothing that signs in', () => {
  const { token, sessionId } = sessions.start(ann, device)
  expect(sessions.find(token)).toEqual({ sessionId, personId: ann, name: 'Ann', role: 'viewer' })
  expect(sessions.find(`${token.slice(0, -1)}_`)).toBeNull()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(JSON.stringify(store.db.prepare('SELECT * FROM session').all())).not.toContain(token)
})

test('it lasts 12 hours after its last use, and not longer', () => {
  const { token } = sessions.start(ann, device)
  for (let i = 0; i < 5; i++) {
    at += SESSION_MS - 1
    expect(sessions.find(token)).not.toBeNull()
  }
  at += SESSION_MS
  expect(sessions.find(token)).toBeNull()
})

test('an open socket uses it: whoever watches for days stays signed in', () => {
  const { token, sessionId } = sessions.start(ann, device)
  for (let i = 0; i < 5; i++) {
    at += SESSION_MS - 1
    sessions.keep(sessionId)
  }
  expect(sessions.find(token)).not.toBeNull()
  at += SESSION_MS
  sessions.keep(sessionId)
  sessions.keep('unknown')
  expect(sessions.find(token)).toBeNull()
})

test('its use is written at most once a minute', () => {
  const { token, sessionId } = sessions.start(ann, device)
  const changes = () => Number(store.db.prepare('SELECT total_changes() AS n').get()?.n)
  const before = changes()
  at += 59_999
  sessions.find(token)
  sessions.keep(sessionId)
  expect(changes()).toBe(before)
  at += 1
  sessions.find(token)
  expect(changes()).toBeGreaterThan(before)
  expect(sessions.list(ann, sessionId)[0]?.seenAt).toBe(at)
  expect(people.get(ann).lastSeenAt).toBe(at)
})

test('a new role counts from the next request on', () => {
  const { token } = sessions.start(ann, device)
  people.setRole(ann, 'administrator')
  expect(sessions.find(token)?.role).toBe('administrator')
})

test('the list of devices names the current one and leaves out what expired', () => {
  sessions.start(ann, { ...device, device: 'Old' })
  at += SESSION_MS
  const first = sessions.start(ann, device)
  at += 60_000
  const second = sessions.start(ann, { device: 'Safari on iOS', address: '192.0.2.9' })
  expect(sessions.list(ann, first.sessionId)).toEqual([
    {
      id: second.sessionId,
      current: false,
      device: 'Safari on iOS',
      address: '192.0.2.9',
      signedInAt: at,
      seenAt: at,
    },
    { id: first.sessionId, current: true, ...device, signedInAt: at - 60_000, seenAt: at - 60_000 },
  ])
})

test('one, the others or all can be ended; nobody ends somebody else’s', () => {
  const bob = people.add({ name: 'Bob', role: 'viewer', passwordHash: 'x' }).id
  const [a, b, c, of] = [ann, ann, ann, bob].map((id) => sessions.start(id, device))
  expect(sessions.endOne(ann, of!.sessionId)).toEqual([])
  expect(sessions.endOne(ann, a!.sessionId)).toEqual([a!.sessionId])
  expect(sessions.endAll(ann, b!.sessionId)).toEqual([c!.sessionId])
  expect(sessions.endAll(ann)).toEqual([b!.sessionId])
  expect([a, b, c].map((each) => sessions.find(each!.token))).toEqual([null, null, null])
  expect(sessions.find(of!.token)).not.toBeNull()
})

test('listeners hear of each ended session once, until they stop listening', () => {
  const heard: string[] = []
  const stop = sessions.onEnded((sessionId) => heard.push(sessionId))
  sessions.announceEnded(['s1', 's2'])
  stop()
  sessions.announceEnded(['s3'])
  expect(heard).toEqual(['s1', 's2'])
  expect(ended).toEqual(['s1', 's2', 's3'])
})

test('the sweep tells of sessions that expired, and of those another process ended', () => {
  const expiring = sessions.start(ann, device)
  sessions.find(expiring.token)
  at += SESSION_MS
  const removed = sessions.start(ann, device)
  const kept = sessions.start(ann, device)
  for (const { token } of [removed, kept]) sessions.find(token)
  createSessions(store, () => at).endOne(ann, removed.sessionId)
  sessions.sweep()
  expect(ended.sort()).toEqual([expiring.sessionId, removed.sessionId].sort())
  sessions.sweep()
  expect(ended).toHaveLength(2)
  expect(store.db.prepare('SELECT count(*) AS n FROM session').get()?.n).toBe(1)
})
