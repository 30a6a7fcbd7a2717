import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontOnLoopback, type LoopbackFront } from '../../testing/front-on-loopback.ts'
import type { Action } from '../actions/action.ts'

// Whatever the engine offers is tried here, so that a new action or query is refused to the right people without a test
// of its own.

let at: LoopbackFront
let administrator: string
let viewer: string
beforeAll(async () => {
  at = await frontOnLoopback()
  administrator = at.cookieOf('administrator')
  viewer = at.cookieOf('viewer')
})
afterAll(() => at.close())

const concrete = (path: string) => path.replace(/:\w+/g, 'abcdefghijkmnpqrst23')
const pathsOf = (action: Action) =>
  action.describe ? [concrete(action.path), `${concrete(action.path)}/describe`] : [concrete(action.path)]
const codeOf = async (response: Response) => {
  const { problem } = (await response.json()) as { problem?: { code: string } }
  return [response.status, problem?.code]
}
const get = (path: string, headers: Record<string, string>) => fetch(`${at.origin}${path}`, { headers })
const audited = () => at.store.db.prepare("SELECT action FROM audit WHERE outcome <> 'refused'").all()

test('what is tried is all there is', () => {
  const nouns = (names: string[]) => new Set(names.map((name) => name.split(/[./]/)[0]))
  expect(nouns(at.actions.map(({ name }) => name))).toEqual(
    new Set([
      'account',
      'user',
      'server',
      'run',
      'install',
      'object',
      'deletion',
      'workload',
      'node',
      'terminal',
      'secret',
      'session',
      'sessions',
      'config',
      'release',
    ]),
  )
  expect(nouns(at.queries.map(({ path }) => path.replace('/api/', '')))).toEqual(
    new Set(['me', 'account', 'users', 'servers', 'runs', 'builds']),
  )
})

test('every action without a session: 401', async () => {
  for (const path of at.actions.flatMap(pathsOf))
    expect(await codeOf(await at.post(path, {})), path).toEqual([401, 'signed_out'])
  expect(audited()).toEqual([])
})

test('every action from a foreign origin, or from none: 403, whoever asks', async () => {
  const foreign = [
    undefined,
    'null',
    'http://evil.example',
    `http://127.0.0.1:${at.port + 1}`,
    `https://${at.host}`,
    `${at.origin}/`,
  ]
  for (const path of at.actions.flatMap(pathsOf))
    for (const origin of foreign)
      expect(
        await codeOf(await at.post(path, {}, { cookie: administrator, origin })),
        `${path} ${origin}`,
      ).toEqual([403, 'foreign_origin'])
  expect(audited()).toEqual([])
})

test('every action for administrators: 403 for a viewer, whatever the body', async () => {
  const theirs = at.actions.filter(({ who }) => who === 'administrator')
  expect(theirs.length).toBeGreaterThan(10)
  for (const path of theirs.flatMap(pathsOf))
    for (const body of [{}, '{', 'x'.repeat(1000)])
      expect(await codeOf(await at.post(path, body, { cookie: viewer })), path).toEqual([403, 'forbidden'])
  expect(audited()).toEqual([])
})

test('a viewer may do nothing but to their own account', () => {
  expect(at.actions.filter(({ who }) => who === 'viewer').map(({ name }) => name.split('.')[0])).toEqual([
    'account',
    'account',
    'account',
  ])
})

test('every query: 401 without a session, 403 from another site, 403 for a viewer where it is not theirs', async () => {
  for (const query of at.queries) {
    const path = concrete(query.path)
    expect(await codeOf(await get(path, {})), path).toEqual([401, 'signed_out'])
    for (const site of ['cross-site', 'same-site'])
      expect(await codeOf(await get(path, { cookie: administrator, 'sec-fetch-site': site })), path).toEqual([
        403,
        'foreign_origin',
      ])
    if (query.who === 'administrator')
      expect(await codeOf(await get(path, { cookie: viewer })), path).toEqual([403, 'forbidden'])
  }
})
