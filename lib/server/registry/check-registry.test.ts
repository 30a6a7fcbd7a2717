import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localLink } from '../../testing/local-shell.ts'
import { checkRegistry, readRegistryCheck } from './check-registry.ts'

type Reply = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let base: string
let reply: Reply
let asked: string[]

beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    reply(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const link = localLink()
const user = 'owner'

function check(token: string, url = base, prefix = 'owner/binder-') {
  const imagePrefix = `${new URL(url).host}/${prefix}`
  return checkRegistry(link, { registry: { kind: 'v2', url, user }, imagePrefix }, token)
}

function send(response: ServerResponse, status: number, headers: Record<string, string> = {}, body = '{}') {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
}

const basic = (token: string) => `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`

/** As registries with a token service answer: what is granted is in the token. */
function tokenService(granted: (scope: string) => string[], token = 'right'): Reply {
  return (request, response) => {
    const url = new URL(request.url ?? '', base)
    if (url.pathname !== '/auth')
      return send(response, 401, { 'www-authenticate': `Bearer realm="${base}/auth",service="test"` })
    if (request.headers.authorization !== basic(token)) return send(response, 401)
    const scope = url.searchParams.get('scope') ?? ''
    const [, name = ''] = scope.split(':')
    const claims = { access: [{ type: 'repository', name, actions: granted(scope) }] }
    const made = `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`
    send(response, 200, {}, JSON.stringify({ token: made }, null, 2))
  }
}

/** As a registry behind a password file answers. */
function passwordFile(upload: number): Reply {
  return (request, response) => {
    if (request.headers.authorization !== basic('right'))
      return send(response, 401, { 'www-authenticate': 'Basic realm="r"' })
    if (request.method === 'POST') return send(response, upload, { location: '/v2/owner/upload/1' })
    send(response, request.method === 'DELETE' ? 204 : 200)
  }
}

it('is ok with a token that may push, and asks for the name that a build would have', async () => {
  reply = tokenService(() => ['pull', 'push'])
  expect(await check('right')).toMatchObject({ verdict: 'ok', what: 'owner may push to owner.', pulls: null })
  expect(decodeURIComponent(asked.join())).toContain('scope=repository:owner/binder-probe:pull,push')
})

it.each([
  ['a wrong login', () => ['pull', 'push'], 'wrong', 'owner/binder-', 'wrong-login'],
  ['a token that may only read', () => ['pull'], 'right', 'owner/binder-', 'read-only'],
  ['a place of somebody else', () => ['pull'], 'right', 'other/binder-', 'no-push-to-prefix'],
  [
    'a place of somebody else, and a good token',
    (scope: string) => (scope.includes(':owner/') ? ['pull', 'push'] : []),
    'right',
    'other/binder-',
    'no-push-to-prefix',
  ],
] as const)('names %s', async (_what, granted, token, prefix, verdict) => {
  reply = tokenService((scope) => [...granted(scope)])
  const found = await check(token, base, prefix)
  expect(found).toMatchObject({ verdict })
  expect(found.todo).not.toBe('')
})

it.each([
  [202, 'ok'],
  [403, 'no-push-to-prefix'],
  [404, 'no-push-to-prefix'],
  [405, 'read-only'],
] as const)('begins an upload where no token tells: %i', async (status, verdict) => {
  reply = passwordFile(status)
  expect(await check('right')).toMatchObject({ verdict })
  if (status === 202) expect(asked.at(-1)).toBe('DELETE /v2/owner/upload/1')
})

it('names a wrong login of a password file', async () => {
  reply = passwordFile(202)
  expect(await check('wrong')).toMatchObject({ verdict: 'wrong-login' })
})

it.each([
  ['a web page', 200, { 'content-type': 'text/html' }, 'not-a-registry'],
  ['a place that sends elsewhere', 301, { location: 'https://example.test/' }, 'not-a-registry'],
  ['a registry that is down', 503, {}, 'unreachable'],
  ['a registry that was asked too often', 429, {}, 'too-many'],
] as const)('tells %s', async (_what, status, headers, verdict) => {
  reply = (_request, response) => send(response, status, headers)
  expect(await check('right')).toMatchObject({ verdict })
})

it('never sends a login that is meant for https over plain http', async () => {
  const login = await withCurl(
    String.raw`cat >>"$0.read"
printf 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm="http://elsewhere.test/auth"\r\n\r\n\n401 0.1'`,
    async () =>
      expect(await check('right', 'https://registry.test')).toMatchObject({ verdict: 'not-a-registry' }),
    'curl.read',
  )
  expect(login).toBe('')
})

it('asks one address, whatever brackets the registry puts in it', async () => {
  reply = (request, response) =>
    request.url === '/v2/'
      ? send(response, 401, { 'www-authenticate': `Bearer realm="${base}/t[1-3]",service="s"` })
      : send(response, 404)
  expect(await check('right')).toMatchObject({ verdict: 'not-a-registry' })
  expect(asked).toHaveLength(2)
})

it('tells a port that nobody listens on, and one that speaks no TLS', async () => {
  reply = (_request, response) => send(response, 200)
  expect(await check('right', 'http://127.0.0.1:1')).toMatchObject({ verdict: 'unreachable' })
  const tls = await check('right', base.replace('http:', 'https:'))
  expect(tls.verdict).toBe('tls')
  expect(tls.said).toContain('curl')
})

it('carries any token literally, and never in the arguments of a program', async () => {
  const token = `a"b\\c'd $(touch x) \`e\` %n -K ü`
  reply = tokenService(() => ['push'], token)
  const seen = await withCurl(
    `printf '%s\\n' "$*" >>"$0.seen"\nPATH=\${PATH#*:}\nexec curl "$@"`,
    async () => expect(await check(token)).toMatchObject({ verdict: 'ok' }),
    'curl.seen',
  )
  expect(seen).toContain('/auth')
  expect(seen).not.toContain('touch')
})

/** Another curl stands in front of the real one meanwhile; what it wrote to a file is the answer. */
async function withCurl(bash: string, work: () => Promise<void>, file: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bindery-registry-'))
  try {
    writeFileSync(join(folder, 'curl'), `#!/bin/bash\n${bash}\n`, { mode: 0o755 })
    link.begin(`PATH=${folder}:$PATH`)
    await work()
    return readFileSync(join(folder, file), 'utf8')
  } finally {
    link.begin('')
    rmSync(folder, { recursive: true })
  }
}

it('takes an answer without a verdict for none', () => {
  const plan = { registry: { kind: 'docker-hub', account: 'a' }, imagePrefix: 'a/b-' } as const
  expect(() => readRegistryCheck(plan, 'asks: https://auth.docker.io/token\n')).toThrow('broke off')
  expect(() => readRegistryCheck(plan, 'verdict: splendid\n')).toThrow('broke off')
  expect(readRegistryCheck(plan, 'pulls left: 87 of 100\nverdict: ok\n').pulls).toEqual({ left: 87, of: 100 })
})
