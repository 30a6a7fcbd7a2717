import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { AppError } from '../../shared/problem.ts'
import { frontOnLoopback, type LoopbackFront } from '../../testing/front-on-loopback.ts'
import { type Call, defineAction } from '../actions/action.ts'
import { ByteAnswer } from '../actions/byte-answer.ts'
import { statusOf } from './status.ts'

const performed: string[] = []
const seen: Call<URLSearchParams>[] = []
const slow = { asked: 0, ended: 0 }
const streamed = { chunks: 0, ended: 0 }

const echo = defineAction({
  name: 'thing.echo',
  path: '/api/things/:thing/echo',
  who: 'administrator',
  input: z.object({ text: z.optional(z.string()) }),
  target: ({ params }) => params.thing ?? '',
  describe: () => ({ runs: ['echo'], restarts: [], breaks: [], keeps: [], undo: '' }),
  perform({ input, params }) {
    performed.push(params.thing ?? '')
    return { ...params, ...input }
  },
})
const bug = defineAction({
  name: 'thing.bug',
  path: '/api/things/bug',
  who: 'administrator',
  input: z.object({}),
  target: () => '',
  perform() {
    throw new Error('the secret inside')
  },
})

async function* flood(signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for (; !signal.aborted; streamed.chunks++) yield Buffer.alloc(64 * 1024)
  } finally {
    streamed.ended++
  }
}

let at: LoopbackFront
let administrator: string
let viewer: string
beforeAll(async () => {
  at = await frontOnLoopback({
    actions: [echo, bug],
    queries: [
      {
        path: '/api/flood',
        who: 'viewer',
        answer: ({ signal }) => new ByteAnswer({ 'Content-Type': 'text/plain' }, flood(signal)),
      },
      {
        path: '/api/slow',
        who: 'viewer',
        async answer({ signal }) {
          slow.asked++
          await new Promise((left) => signal.addEventListener('abort', left))
          slow.ended++
          signal.throwIfAborted()
        },
      },
      {
        path: '/api/call/:name',
        who: 'viewer',
        answer(call) {
          seen.push(call)
          return { from: call.input.get('from') }
        },
      },
      { path: '/api/hidden', who: 'administrator', answer: () => ({ secret: true }) },
      {
        path: '/api/broken',
        who: 'viewer',
        answer: () =>
          new ByteAnswer(
            {},
            (async function* () {
              yield Buffer.from('half')
              throw new Error('disk')
            })(),
          ),
      },
    ],
  })
  administrator = at.cookieOf('administrator')
  viewer = at.cookieOf('viewer')
})
afterAll(() => at.close())

const problemOf = async (response: Response) =>
  ((await response.json()) as { problem: { code: string; message: string; field?: string } }).problem
const codeOf = async (response: Response) => [response.status, (await problemOf(response)).code]
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${at.origin}${path}`, { headers: { cookie: viewer, ...headers }, redirect: 'manual' })

describe('an action of an administrator', () => {
  test('is performed, described without being performed, and params decoded', async () => {
    const done = await at.post(
      '/api/things/a%2Fb%20%24(x)/echo',
      { text: 'héllo 🧨' },
      { cookie: administrator },
    )
    expect([done.status, await done.json()]).toEqual([200, { thing: 'a/b $(x)', text: 'héllo 🧨' }])
    const described = await at.post('/api/things/x/echo/describe', {}, { cookie: administrator })
    expect(await described.json()).toMatchObject({ runs: ['echo'] })
    expect(await codeOf(await at.post('/api/things/bug/describe', {}, { cookie: administrator }))).toEqual([
      404,
      'not_found',
    ])
    expect(performed.splice(0)).toEqual(['a/b $(x)'])
  })
})

describe('bad requests end in a clean 4xx', () => {
  const ok = () => ({ cookie: administrator })
  const echoed = '/api/things/x/echo'

  test.each([
    '{',
    '',
    '[1,',
    '{"__proto__":{"role":"administrator"}}',
    '[]',
    '"text"',
    'null',
    '['.repeat(200_000),
  ])('body %.40s', async (body) => {
    expect(await codeOf(await at.post(echoed, body, ok()))).toEqual([400, 'invalid_input'])
  })

  test('a field that is wrong is named', async () => {
    expect(await problemOf(await at.post(echoed, { text: 7 }, ok()))).toMatchObject({
      code: 'invalid_input',
      field: 'text',
    })
  })

  test.each([
    undefined,
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
  ])('type %s: 415', async (type) => {
    const response = await at.post(echoed, '{}', { ...ok(), 'content-type': type })
    expect(await codeOf(response)).toEqual([415, 'invalid_input'])
  })

  test('a body of 1 MiB passes; more is 413, said or unsaid', async () => {
    const text = 'x'.repeat(1024 * 1024 - 11)
    expect((await at.post(echoed, { text }, ok())).status).toBe(200)
    expect(await codeOf(await at.post(echoed, { text: `${text}x` }, ok()))).toEqual([413, 'too_large'])
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(Buffer.alloc(100_000, 0x20)),
    })
    const endless = await fetch(`${at.origin}${echoed}`, {
      method: 'POST',
      headers: { origin: at.origin, 'content-type': 'application/json', cookie: administrator },
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect(await codeOf(endless)).toEqual([413, 'too_large'])
    performed.length = 0
  })

  test('a body that never ends does not hold a connection, and others are served meanwhile', async () => {
    const from = performance.now()
    const slow = at.raw(
      `POST ${echoed} HTTP/1.1\r\nHost: ${at.host}\r\nOrigin: ${at.origin}\r\nCookie: ${administrator}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"text":"a`,
    )
    expect((await get('/api/me')).status).toBe(200)
    expect(await slow).toMatch(/^HTTP\/1.1 408 .*"code":"invalid_input"/s)
    expect(performance.now() - from).toBeGreaterThan(450)
    expect(performed).toEqual([])
  })

  test.each([
    ['GET', '/api/things/x/echo', 'POST'],
    ['DELETE', '/api/things/x/echo', 'POST'],
    ['PUT', '/api/me', 'GET'],
    ['HEAD', '/api/me', 'GET'],
    ['OPTIONS', '/api/sign-in', 'POST'],
    ['POST', '/servers', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('%s %s: 405 with what is allowed', async (method, path, allow) => {
    const response = await fetch(`${at.origin}${path}`, {
      method,
      headers: { cookie: administrator, origin: at.origin },
    })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  test.each(['/api', '/api/', '/api/nothing', '/api/things', '/api/things/x/echo/', '/api/__proto__'])(
    '%s: 404',
    async (path) => {
      expect(
        await at.raw(
          `GET ${path} HTTP/1.1\r\nHost: ${at.host}\r\nCookie: ${viewer}\r\nConnection: close\r\n\r\n`,
        ),
      ).toMatch(/^HTTP\/1.1 404 .*"code":"not_found"/s)
    },
  )

  test.each([
    '/api/call/%',
    '/api/call/%ff',
    '/%zz',
    '//evil.example/',
    'http://evil.example/',
    '*',
    '/api/../etc/passwd',
    '/_next/static/../../servers',
    '/_next/static/%2e%2E/..%2fservers',
    '/_next/static/.',
    '/_next/static/..',
    '/_next/static//servers',
    '/_next/static/..\\servers',
    '/_next/static/%5cservers',
  ])('%s: 400', async (path) => {
    const answer = await at.raw(
      `GET ${path} HTTP/1.1\r\nHost: ${at.host}\r\nCookie: ${viewer}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).not.toMatch(/ {4}at /)
  })

  test('other people’s sessions and unknown users are not found', async () => {
    const [mine] = ((await (await get('/api/account/sessions')).json()) as { sessions: { id: string }[] })
      .sessions
    const response = await at.post('/api/account/sessions/end', { which: mine?.id }, ok())
    expect(await codeOf(response)).toEqual([404, 'not_found'])
    expect((await get('/api/me')).status).toBe(200)
    expect(await codeOf(await at.post('/api/users/zzzzzzzzzzzzzzzzzzzz/remove', {}, ok()))).toEqual([
      404,
      'not_found',
    ])
  })

  test('a mistake of ours says nothing of itself but in the log', async () => {
    const response = await at.post('/api/things/bug', {}, ok())
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(JSON.parse(text).problem.code).toBe('internal')
    expect(text).not.toMatch(/secret inside| at |\.ts/)
    expect(at.logged.splice(0).join()).toContain('the secret inside')
  })
})

describe('who is asked, and from where', () => {
  test.each(['evil.example', `evil.example:1`, '127.0.0.1', 'localhost:1', '', '127.0.0.1.nip.io'])(
    'Host "%s" is refused',
    async (host) => {
      for (const path of ['/api/me', '/', '/_next/static/x.js']) {
        const answer = await at.raw(
          `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${viewer}\r\nConnection: close\r\n\r\n`,
        )
        expect(answer).toMatch(/^HTTP\/1.1 421 /)
        expect(answer).not.toContain('a page')
      }
    },
  )

  test('our names are answered however they are written', async () => {
    const answer = await at.raw(
      `GET /api/me HTTP/1.1\r\nHost: LOCALHOST:${at.port}\r\nCookie: ${viewer}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1.1 200 /)
  })

  test.each([
    ['cross-site', 403],
    ['same-site', 403],
    ['same-origin', 200],
    ['none', 200],
  ])('a read with Sec-Fetch-Site %s: %d', async (site, status) => {
    expect((await get('/api/call/x', { 'sec-fetch-site': site })).status).toBe(status)
  })

  test('queries: who may, params, search', async () => {
    expect(await codeOf(await get('/api/call/x', { cookie: '' }))).toEqual([401, 'signed_out'])
    expect(await codeOf(await get('/api/hidden'))).toEqual([403, 'forbidden'])
    seen.length = 0
    expect(await (await get('/api/call/a%20b?from=7')).json()).toEqual({ from: '7' })
    expect(seen[0]).toMatchObject({
      params: { name: 'a b' },
      actor: { name: 'Vic', role: 'viewer', address: '127.0.0.1' },
    })
  })
})

test('a question that nobody waits for any more ends, and is no mistake', async () => {
  const left = new AbortController()
  const asked = fetch(`${at.origin}/api/slow`, { headers: { cookie: viewer }, signal: left.signal })
  await expect.poll(() => slow.asked).toBe(1)
  left.abort()
  await expect(asked).rejects.toThrow()
  await expect.poll(() => slow.ended).toBe(1)
  expect(at.logged).toEqual([])
})

describe('streams', () => {
  test('go at the speed at which they are read, and end when nobody reads', async () => {
    const before = streamed.chunks
    const socket = connect(at.port, '127.0.0.1')
    socket.write(`GET /api/flood HTTP/1.1\r\nHost: ${at.host}\r\nCookie: ${viewer}\r\n\r\n`)
    await once(socket, 'readable')
    const settled = await standstill(() => streamed.chunks)
    expect((settled - before) * 64).toBeLessThan(16 * 1024)
    const ended = streamed.ended
    socket.destroy()
    await expect.poll(() => streamed.ended).toBe(ended + 1)
    expect(at.logged).toEqual([])
  })

  test('are kept by nobody and gathered by no proxy', async () => {
    const left = new AbortController()
    const { headers } = await fetch(`${at.origin}/api/flood`, {
      headers: { cookie: viewer },
      signal: left.signal,
    })
    expect(headers.get('cache-control')).toBe('no-store, no-transform')
    left.abort()
  })

  test('one that fails half-way is cut, so that it cannot look whole', async () => {
    await expect(get('/api/broken').then((response) => response.text())).rejects.toThrow()
    expect(at.logged.splice(0).join()).toContain('disk')
  })
})

/** Waits until a number has stopped growing. */
async function standstill(read: () => number): Promise<number> {
  for (let last = -1; ; ) {
    const now = read()
    if (now === last) return now
    last = now
    await later(50)
  }
}

test('every answer has the headers, and no answer of the API is kept', async () => {
  for (const path of ['/api/me', '/api/nothing', '/', '/_next/static/x.js', '/healthz']) {
    const { headers } = await get(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect(headers.get('strict-transport-security')).toBeNull()
    if (path.startsWith('/api')) expect(headers.get('cache-control')).toBe('no-store')
  }
})

test('every problem has a status of a failure', () => {
  for (const [code, status] of Object.entries(statusOf))
    expect(status >= 400 && status < 600, code).toBe(true)
  expect(new AppError('conflict', 'x').toJSON()).toEqual({ code: 'conflict', message: 'x' })
})
