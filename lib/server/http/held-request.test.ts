import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { frontOnLoopback, type LoopbackFront } from '../../testing/front-on-loopback.ts'
import { defineAction } from '../actions/action.ts'
import { ByteAnswer } from '../actions/byte-answer.ts'
import { commit } from '../actions/commit.ts'
import { hashPassword } from '../auth/password.ts'
import { createSessions } from '../auth/sessions.ts'
import { createPeople, type Person } from '../people/people.ts'

let at: LoopbackFront
let bob: Person
let cookie: string
let sessionId: string
let ann: string
let done: string[]
let goOn: (() => void) | null

const touch = defineAction({
  name: 'thing.touch',
  path: '/api/touch',
  who: 'administrator',
  input: z.object({}),
  target: () => '',
  perform() {
    done.push('touched')
    return {}
  },
})
const slow = defineAction({
  name: 'thing.slow',
  path: '/api/slow',
  who: 'administrator',
  input: z.object({}),
  target: () => '',
  async perform() {
    await new Promise<void>((resolve) => {
      goOn = resolve
    })
    return commit(
      () => done.push('committed'),
      () => ({}),
    )
  },
})

async function* drip(signal: AbortSignal): AsyncGenerator<Uint8Array> {
  yield Buffer.from('first')
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
}

beforeEach(async () => {
  done = []
  goOn = null
  at = await frontOnLoopback({
    actions: [touch, slow],
    queries: [{ path: '/api/drip', who: 'viewer', answer: ({ signal }) => new ByteAnswer({}, drip(signal)) }],
  })
  ann = at.cookieOf('administrator')
  const passwordHash = await hashPassword('fourteen letters and more')
  bob = createPeople(at.store).add({ name: 'Bob', role: 'administrator', passwordHash })
  const started = createSessions(at.store).start(bob.id, { device: 'x', address: '' })
  cookie = `bindery=${started.token}`
  sessionId = started.sessionId
})
afterEach(() => at.close())

/** Sends everything but the last byte of a body; gives how to send that, and what came back. */
async function hold(path: string): Promise<() => Promise<string>> {
  const socket: Socket = connect(at.port, '127.0.0.1')
  let heard = ''
  socket.setEncoding('latin1').on('data', (chunk) => {
    heard += chunk
  })
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: ${at.host}\r\nOrigin: ${at.origin}\r\nCookie: ${cookie}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{`,
  )
  // A second request is answered only after the first has been taken up.
  await fetch(`${at.origin}/healthz`)
  return async () => {
    socket.write('}')
    await once(socket, 'close')
    return heard
  }
}

const ways: [string, () => Promise<unknown>][] = [
  ['removed', () => at.post(`/api/users/${bob.id}/remove`, {}, { cookie: ann })],
  ['made a viewer', () => at.post(`/api/users/${bob.id}/change`, { role: 'viewer' }, { cookie: ann })],
  [
    'given another password',
    // As the action does once it has hashed it, which takes longer than a body may here.
    async () => {
      const sessions = createSessions(at.store)
      sessions.endAll(bob.id)
    },
  ],
  ['signed out', () => at.post('/api/sign-out', {}, { cookie })],
  [
    'made a viewer by another process',
    async () => {
      createPeople(at.store).setRole(bob.id, 'viewer')
    },
  ],
]

test.each(ways)('a body held while its sender is %s does nothing', async (_, end) => {
  const send = await hold('/api/touch')
  await end()
  expect(await send()).toMatch(/^HTTP\/1.1 40[13] .*"code":"(signed_out|forbidden)"/s)
  expect(done).toEqual([])
})

test.each(ways)('work that waits while its sender is %s changes nothing', async (_, end) => {
  const answer = at.post('/api/slow', {}, { cookie })
  await expect.poll(() => goOn).not.toBeNull()
  await end()
  goOn?.()
  expect([401, 403]).toContain((await answer).status)
  expect(done).toEqual([])
})

test('without any of this it is done', async () => {
  expect(await (await hold('/api/touch'))()).toMatch(/^HTTP\/1.1 200 /)
  expect(done).toEqual(['touched'])
})

test('a stream ends with the session that asked for it, and only then', async () => {
  const other = await fetch(`${at.origin}/api/drip`, { headers: { cookie: ann } })
  const mine = await fetch(`${at.origin}/api/drip`, { headers: { cookie } })
  expect(sessionId).not.toBe('')
  await at.post('/api/sign-out', {}, { cookie })
  await expect(mine.text()).rejects.toThrow()
  const reader = other.body?.getReader()
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first')
  await reader?.cancel()
  expect(at.logged).toEqual([])
})
