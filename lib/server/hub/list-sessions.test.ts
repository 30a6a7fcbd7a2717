import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeHub } from '../../testing/fake-hub.ts'
import { askHub } from './ask-hub.ts'
import { listSessions } from './list-sessions.ts'
import type { Hub } from './open-hubs.ts'

let fake: FakeHub
beforeEach(async () => {
  fake = await FakeHub.start()
})
afterEach(() => fake.stop())

const place = { namespace: 'binder', host: '10.0.0.1', port: 8081, base: '', secret: 'hub' }
const list = () =>
  listSessions(
    {
      namespace: 'binder',
      ask: (question) => askHub(fake.link, place, fake.token, question),
    } satisfies Hub,
    new AbortController().signal,
  )

it('says when somebody was last there, and since when', async () => {
  fake.add('ann-1')
  expect(await list()).toEqual([
    {
      key: 'binder/ann-1/',
      namespace: 'binder',
      person: 'ann-1',
      server: '',
      state: 'ready',
      startedAt: Date.parse('2026-11-27T09:00:00Z'),
      lastActivityAt: Date.parse('2026-11-27T09:10:00Z'),
    },
  ])
})

it('tells those who start and those who stop from those who are there', async () => {
  fake.add('starts', { ready: false, pending: 'spawn', started: null })
  fake.add('stops', { ready: true, pending: 'stop' })
  fake.add('failed', { ready: false, pending: null, stopped: true })
  const rows = await list()
  expect(rows.map(({ person, state }) => [person, state])).toEqual([
    ['starts', 'starting'],
    ['stops', 'stopping'],
  ])
  expect(rows[0]?.startedAt).toBeNull()
})

it('goes through all pages', async () => {
  for (let person = 0; person < 450; person++) fake.add(`p-${person}`)
  expect(await list()).toHaveLength(450)
  expect(fake.asked).toHaveLength(3)
})

it('takes the whole list of a hub that has no pages, and asks it once', async () => {
  fake.old = true
  for (let person = 0; person < 250; person++) fake.add(`p-${person}`)
  expect(await list()).toHaveLength(250)
  expect(fake.asked).toHaveLength(1)
})

it('reads people of a hub that lists no servers, and leaves out those who have none', async () => {
  fake.users.set('ann', { name: 'ann', server: '/user/ann/', last_activity: '2026-11-27T09:10:00Z' })
  fake.users.set('bob', { name: 'bob', server: null, pending: null })
  fake.users.set('?', { who: 'knows' })
  expect((await list()).map(({ person }) => person)).toEqual(['ann'])
})

it('refuses what is no list of people', async () => {
  fake.refuse = 200
  await expect(list()).rejects.toMatchObject({ code: 'hub_refused' })
})
