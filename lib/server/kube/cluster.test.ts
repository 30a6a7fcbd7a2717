import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { AppError } from '../../shared/problem.ts'
import type { ApiPlace } from './api-place.ts'
import { ApiGone } from './api-problems.ts'
import { Cluster } from './cluster.ts'

/** A certificate for 127.0.0.1 that signs itself, made by openssl. */
function certificate(): { cert: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'bindery-cert-'))
  const [cert, key] = [join(folder, 'cert'), join(folder, 'key')]
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ].concat(['-subj', '/CN=kube', '-addext', 'subjectAltName=IP:127.0.0.1', '-out', cert, '-keyout', key]),
    { stdio: 'ignore' },
  )
  const made = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  rmSync(folder, { recursive: true })
  return made
}

let mine: { cert: string; key: string }
let other: { cert: string; key: string }
beforeAll(() => {
  mine = certificate()
  other = certificate()
})

let api: Server
let asked: string[] = []
let connections = 0
beforeEach(async () => {
  asked = []
  connections = 0
  api = createServer({ cert: mine.cert, key: mine.key }, (req, res) => {
    asked.push(`${req.method} ${req.url} ${req.headers.authorization}`)
    if (req.headers.authorization !== 'Bearer good') res.writeHead(401).end('{"message":"Unauthorized"}')
    else if (req.url === '/gone') res.writeHead(410).end()
    else if (req.url === '/talks') {
      res.writeHead(500)
      const talk = () => {
        if (!res.destroyed) res.write('x'.repeat(10_000), talk)
      }
      talk()
    } else if (req.url === '/echo') void text(req).then((body) => res.end(`${req.method} ${body}`))
    else if (req.url === '/busy') res.writeHead(503).end('{"message":"starting"}')
    else if (req.url !== '/silent') res.end('here')
  })
  api.on('secureConnection', () => {
    connections += 1
  })
  api.listen(0, '127.0.0.1')
  await once(api, 'listening')
})
const made: Cluster[] = []
afterEach(() => {
  for (const cluster of made.splice(0)) cluster.close()
  api.closeAllConnections()
  api.close()
})

/** A cluster that is at these places, one after the other each time it is asked where it is. */
function clusterAt(...places: { ca?: string; token?: string; listens?: boolean }[]) {
  const { port } = api.address() as AddressInfo
  let located = 0
  const cluster = new Cluster(
    {
      async locate(): Promise<ApiPlace> {
        const { ca = mine.cert, token = 'good', listens = true } = places[located] ?? {}
        located += 1
        return { host: '127.0.0.1', port: listens ? port : 1, ca, identity: { kind: 'token', token } }
      },
    },
    async (host, to) => {
      if (to === 1)
        throw new AppError('remote_failed', 'From the server, 127.0.0.1:1 cannot be connected to.')
      return connect(to, host)
    },
  )
  made.push(cluster)
  return {
    cluster,
    get: async (path: string, beginMs = 5_000) =>
      text(await cluster.get(path, { signal: new AbortController().signal, beginMs })),
    located: () => located,
  }
}

const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)

it('is found once, and reached by one connection that is used again', async () => {
  const { get, located } = clusterAt({})
  expect([await get('/a'), await get('/b')]).toEqual(['here', 'here'])
  expect({ located: located(), connections }).toEqual({ located: 1, connections: 1 })
})

it('asks anew who it is there when it is not let in, and then asks again', async () => {
  const { get, located } = clusterAt({ token: 'old' }, { token: 'good' })
  expect(await get('/a')).toBe('here')
  expect(asked).toEqual(['GET /a Bearer old', 'GET /a Bearer good'])
  expect(located()).toBe(2)
})

it('is given up when it is not let in twice', async () => {
  const { get, located } = clusterAt({ token: 'old' }, { token: 'older' })
  expect(await refusal(get('/a'))).toMatchObject({ code: 'kube_refused', said: 'Unauthorized' })
  expect(located()).toBe(2)
})

it('believes nobody but the one whom the authority signed, and learns of a new authority', async () => {
  const { get } = clusterAt({ ca: other.cert }, { ca: mine.cert })
  expect(await get('/a')).toBe('here')
  const stranger = clusterAt({ ca: other.cert }, { ca: other.cert })
  asked = []
  expect(await refusal(stranger.get('/a'))).toMatchObject({ code: 'kube_refused' })
  expect(asked).toEqual([])
})

it('says that nobody listens, and looks again the next time', async () => {
  const { get, located } = clusterAt({ listens: false }, {})
  expect(await refusal(get('/a'))).toMatchObject({ code: 'kube_unreachable' })
  expect(located()).toBe(1)
  expect(await get('/a')).toBe('here')
})

it.each(['DELETE', 'POST', 'PATCH', 'PUT'] as const)(
  '%s arrives with its body, and the connection stays',
  async (method) => {
    const { cluster, get } = clusterAt({})
    const body = { preconditions: { uid: 'ü' } }
    const { signal } = new AbortController()
    expect(await text(await cluster.change('/echo', { method, body, signal }))).toBe(
      `${method} ${JSON.stringify(body)}`,
    )
    expect(await get('/a')).toBe('here')
    expect(connections).toBe(1)
  },
)

it('does not wait without end', async () => {
  const { get } = clusterAt({})
  expect(await refusal(get('/silent', 50))).toMatchObject({
    code: 'kube_unreachable',
    said: 'no answer within 0.05 s',
  })
})

it('tells what is gone from what is only busy', async () => {
  const { get } = clusterAt({})
  expect(await refusal(get('/gone'))).toBeInstanceOf(ApiGone)
  expect(await refusal(get('/busy'))).toMatchObject({ code: 'kube_unreachable', said: '503 starting' })
})

it('hears a refusal out only so far', async () => {
  const { get } = clusterAt({})
  const said = expect.stringMatching(/^500 x{200,300}…?$/)
  expect(await refusal(get('/talks'))).toMatchObject({ code: 'kube_unreachable', said })
})
