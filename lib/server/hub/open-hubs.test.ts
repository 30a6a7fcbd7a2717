import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeHub, hubObjects } from '../../testing/fake-hub.ts'
import { ApiRefusal, wayProblem } from '../kube/api-problems.ts'
import { listSessions } from './list-sessions.ts'
import { openHubs } from './open-hubs.ts'

let hub: FakeHub
let tokens: Record<string, string | null>
let read: string[]
let base = ''
beforeEach(async () => {
  hub = await FakeHub.start()
  tokens = { binder: hub.token }
  read = []
  base = ''
})
afterEach(() => hub.stop())

/** The API, with a hub in each namespace of `tokens`. */
const cluster = {
  async get(path: string) {
    read.push(path.replace(/\?.*/, ''))
    const [, namespace = ''] = /namespaces\/(\w+)\/secrets\/hub$/.exec(path) ?? []
    const objects = (name: string) => hubObjects(name, tokens[name] ?? null, base)
    const items = Object.keys(tokens).map((name) => objects(name).service)
    if (namespace !== '' && !(namespace in tokens)) throw wayProblem(new ApiRefusal(404, ''))
    return Readable.from([JSON.stringify(namespace === '' ? { items } : objects(namespace).secret)]) as never
  },
}
const signal = new AbortController().signal

async function names(hubs = openHubs(cluster, hub.link)): Promise<string[]> {
  const found = []
  for (const one of await hubs.all(signal)) found.push(...(await listSessions(one, signal)))
  return found.map(({ namespace, person }) => `${namespace}/${person}`)
}

describe('the hub of a BinderHub', () => {
  it('is found by its Service and believed by the token of its Secret, once', async () => {
    hub.add('ann-1')
    const hubs = openHubs(cluster, hub.link)
    expect([await names(hubs), await names(hubs)]).toEqual([['binder/ann-1'], ['binder/ann-1']])
    expect(read).toEqual(['/api/v1/services', '/api/v1/namespaces/binder/secrets/hub'])
  })

  it('may be served below another path', async () => {
    base = '/jupyter'
    hub.base = base
    hub.add('ann-1')
    expect(await names()).toEqual(['binder/ann-1'])
    expect(hub.asked).toEqual(['GET /jupyter/hub/api/users'])
  })

  it('is not taken for a JupyterHub that belongs to no BinderHub', async () => {
    tokens = { teaching: null, binder: hub.token }
    hub.add('ann-1')
    expect(await names()).toEqual(['binder/ann-1'])
  })

  it('is asked for its token again when it was made anew', async () => {
    const hubs = openHubs(cluster, hub.link)
    await names(hubs)
    hub.token = 'another'
    hub.add('ann-1')
    await expect(names(hubs)).rejects.toMatchObject({ code: 'hub_refused', said: /^403 Missing/ })
    tokens.binder = 'another'
    expect(await names(hubs)).toEqual(['binder/ann-1'])
  })

  it('is looked for again after it did not answer', async () => {
    const hubs = openHubs(cluster, hub.link)
    await names(hubs)
    hub.down = true
    await expect(names(hubs)).rejects.toMatchObject({ code: 'hub_unreachable' })
    hub.down = false
    read = []
    await names(hubs)
    expect(read).toContain('/api/v1/services')
  })

  it.each([
    ['no hub', () => (tokens = {}), 'no_hub'],
    ['a release without the token', () => (tokens = { binder: null }), 'hub_refused'],
    ['a hub that just starts', () => (hub.refuse = 503), 'hub_unreachable'],
    ['something else at its place', () => (hub.refuse = 302), 'hub_refused'],
  ])('says of %s what it is', async (_what, make, code) => {
    make()
    await expect(names()).rejects.toMatchObject({ code })
  })

  it('never says its token', async () => {
    hub.token = 'another'
    const error: unknown = await names().catch((thrown: unknown) => thrown)
    expect(JSON.stringify(error)).not.toMatch(/shared|another/)
  })

  it('stops when nobody waits for it any more', async () => {
    hub.silent = true
    const life = new AbortController()
    const [one] = await openHubs(cluster, hub.link).all(signal)
    const answer = one?.ask({ method: 'GET', path: '/users', signal: life.signal })
    life.abort()
    await expect(answer).rejects.toMatchObject({ code: 'remote_failed' })
  })
})
