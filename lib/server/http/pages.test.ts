import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { frontOnLoopback, type LoopbackFront } from '../../testing/front-on-loopback.ts'
import { ByteAnswer } from '../actions/byte-answer.ts'

let at: LoopbackFront
let fresh: LoopbackFront
let secure: LoopbackFront
let dev: LoopbackFront
const asked: IncomingMessage[] = []

beforeAll(async () => {
  const pages = async (request: IncomingMessage, response: ServerResponse) => {
    asked.push(request)
    response.end('a page')
  }
  at = await frontOnLoopback({ pages })
  fresh = await frontOnLoopback({ pages, accounts: false })
  secure = await frontOnLoopback({ pages, secure: true })
  dev = await frontOnLoopback({ pages, dev: true })
})
beforeEach(() => {
  asked.length = 0
})
afterAll(() => Promise.all([at, fresh, secure, dev].map((each) => each.close())))

const get = (from: LoopbackFront, path: string, headers: Record<string, string> = {}) =>
  fetch(`${from.origin}${path}`, { headers, redirect: 'manual' })
const nonceOf = (policy: string | null | undefined) =>
  /script-src [^;]*'nonce-([A-Za-z0-9+/=]{24})'/.exec(policy ?? '')?.[1]

test('detours are 303 and never reach a page', async () => {
  for (const [from, path, location] of [
    [fresh, '/', '/welcome'],
    [at, '/servers/x', '/sign-in?next=%2Fservers%2Fx'],
    [at, '/welcome', '/sign-in?used#'],
  ] as const) {
    const response = await get(from, path)
    expect([response.status, response.headers.get('location')]).toEqual([303, location])
    expect(response.headers.get('cache-control')).toBe('no-store')
  }
  expect(asked).toEqual([])
})

test('a page has a policy with a nonce of its own, and Next is given the same', async () => {
  const cookie = at.cookieOf('viewer')
  const nonces = new Set<string>()
  for (let i = 0; i < 3; i++) {
    const response = await get(at, '/', { cookie, 'content-security-policy': "script-src 'nonce-evil'" })
    const policy = response.headers.get('content-security-policy')
    expect(asked[i]?.headers['content-security-policy']).toBe(policy)
    expect(policy).not.toContain('evil')
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).toContain("style-src 'self' 'unsafe-inline';")
    expect(policy).toContain("frame-ancestors 'none'")
    nonces.add(nonceOf(policy) ?? 'none')
  }
  expect(nonces.size).toBe(3)
  expect(nonces.has('none')).toBe(false)
})

test('the sign-in page and files pass without a session; a stale cookie does not', async () => {
  expect((await get(at, '/sign-in')).status).toBe(200)
  expect((await get(fresh, '/welcome')).status).toBe(200)
  expect((await get(at, '/_next/static/a.js')).status).toBe(200)
  expect((await get(at, '/', { cookie: `bindery=${'A'.repeat(43)}` })).status).toBe(303)
})

test('development: Next’s own paths pass, and its refresh may evaluate', async () => {
  expect((await get(dev, '/_next/webpack-hmr')).status).toBe(200)
  expect((await get(at, '/_next/webpack-hmr')).status).toBe(303)
  expect((await get(dev, '/sign-in')).headers.get('content-security-policy')).toContain("'unsafe-eval'")
  const post = (origin: string) =>
    fetch(`${dev.origin}/__nextjs_original-stack-frames`, { method: 'POST', headers: { origin }, body: '{}' })
  expect([(await post(dev.origin)).status, (await post('http://evil.example')).status]).toEqual([200, 403])
})

test('under HTTPS: HSTS, and only the cookie with the prefix counts', async () => {
  const cookie = secure.cookieOf('viewer')
  const response = await get(secure, '/', { cookie })
  expect([response.status, response.headers.get('strict-transport-security')]).toEqual([
    200,
    'max-age=31536000',
  ])
  expect((await get(secure, '/', { cookie: cookie.replace('__Host-', '') })).status).toBe(303)
})

test('a refusal on a page is plain words', async () => {
  const response = await fetch(`${at.origin}/`, { method: 'DELETE' })
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await response.text()).toBe('This address answers GET, HEAD only.\n')
})

test('health says yes or no to everybody, and more under our own name', async () => {
  expect(await (await get(at, '/readyz')).json()).toEqual({ ok: true, version: '1.2.3' })
  const probe = await at.raw('GET /readyz HTTP/1.1\r\nHost: 10.0.0.9:7420\r\nConnection: close\r\n\r\n')
  expect(probe).toMatch(/^HTTP\/1.1 200 .*\r\n\r\n\{"ok":true\}$/s)
})

test('a store that does not answer: not ready, and still up', async () => {
  const broken = await frontOnLoopback({ readiness: () => ({ ok: false }) })
  expect((await get(broken, '/readyz')).status).toBe(503)
  expect((await get(broken, '/healthz')).status).toBe(200)
  await broken.close()
})

test('while stopping: 503 for everything but /healthz, and open streams end', async () => {
  async function* endless(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    yield Buffer.from('first')
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  }
  const going = await frontOnLoopback({
    queries: [
      { path: '/api/stream', who: 'viewer', answer: ({ signal }) => new ByteAnswer({}, endless(signal)) },
    ],
  })
  const cookie = going.cookieOf('viewer')
  const stream = await get(going, '/api/stream', { cookie })
  going.front.stop()
  await expect(stream.text()).rejects.toThrow()
  for (const path of ['/api/me', '/', '/readyz'])
    expect((await get(going, path, { cookie })).status, path).toBe(503)
  expect(await (await get(going, '/api/me', { cookie })).json()).toMatchObject({
    problem: { code: 'stopping' },
  })
  expect((await get(going, '/healthz')).status).toBe(200)
  expect(going.logged).toEqual([])
  await going.close()
})
