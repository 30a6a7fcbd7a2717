import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontOnLoopback, type LoopbackFront } from '../../testing/front-on-loopback.ts'
import type { Actor } from '../actions/action.ts'

let at: LoopbackFront
let dev: LoopbackFront
const letIn: Actor[] = []
beforeAll(async () => {
  const upgrade: Parameters<typeof frontOnLoopback>[0] = {
    upgrade(_request, socket, _head, actor) {
      letIn.push(actor)
      socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n')
    },
  }
  at = await frontOnLoopback(upgrade)
  dev = await frontOnLoopback({ ...upgrade, dev: true })
})
afterAll(() => Promise.all([at.close(), dev.close()]))

const handshake = (path: string, headers: Record<string, string | undefined> = {}) => {
  const all = { Host: at.host, Origin: at.origin, Cookie: at.cookieOf('viewer'), ...headers }
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  )
  return at.raw(
    [`GET ${path} HTTP/1.1`, ...lines, 'Connection: Upgrade', 'Upgrade: websocket', '', ''].join('\r\n'),
  )
}

test('a signed-in person of our own origin is let in', async () => {
  expect(await handshake('/ws')).toMatch(/^HTTP\/1.1 101 /)
  expect(letIn.splice(0)).toMatchObject([{ name: 'Vic', role: 'viewer', address: '127.0.0.1' }])
})

test.each([
  ['without a session', '/ws', { Cookie: undefined }, 401, 'signed_out'],
  ['without an origin', '/ws', { Origin: undefined }, 403, 'foreign_origin'],
  ['from another port of this host', '/ws', { Origin: 'http://127.0.0.1:1' }, 403, 'foreign_origin'],
  ['from elsewhere', '/ws', { Origin: 'http://evil.example' }, 403, 'foreign_origin'],
  ['under a foreign name', '/ws', { Host: 'evil.example' }, 421, 'foreign_host'],
  ['to another path', '/ws/x', {}, 404, 'not_found'],
  ['to a page', '/', {}, 404, 'not_found'],
  ['to what is no path', 'http://evil.example/ws', {}, 400, 'invalid_input'],
])('%s: refused and closed', async (_what, path, headers, status, code) => {
  const answer = await handshake(path, headers)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toContain(`"code":"${code}"`)
  expect(letIn).toEqual([])
})

test('in development other paths are Next’s and stay open', async () => {
  const socket = connect(dev.port, '127.0.0.1')
  let closed = false
  socket.on('close', () => (closed = true)).on('data', () => (closed = true))
  socket.write(
    `GET /_next/hmr HTTP/1.1\r\nHost: ${dev.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  )
  // The front has seen the handshake once a later request on another connection was answered.
  expect((await fetch(`${dev.origin}/healthz`)).status).toBe(200)
  expect((await fetch(`${dev.origin}/healthz`)).status).toBe(200)
  expect(closed).toBe(false)
  socket.destroy()
})

test('while stopping: 503', async () => {
  at.front.stop()
  expect(await handshake('/ws')).toMatch(/^HTTP\/1.1 503 .*"code":"stopping"/s)
})
