import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontOnLoopback, type LoopbackFront } from '../../testing/front-on-loopback.ts'

// Every field of every action the engine offers, one at a time and all at once, with what an attacker would put there.

let at: LoopbackFront
let cookie: string
beforeAll(async () => {
  at = await frontOnLoopback()
  cookie = at.cookieOf('administrator')
})
afterAll(() => at.close())

const HOSTILE: readonly unknown[] = [
  '',
  ' ',
  `'; touch /tmp/owned; '`,
  '"$(touch /tmp/owned)`id`"',
  'two\nlines\r\n',
  'nul\0nul',
  '🧵'.repeat(40),
  '\ud800 lone',
  '\u202egnp.exe',
  '../../../../etc/passwd',
  '%2e%2e%2f%00',
  '-oProxyCommand=id',
  '<img src=x onerror=alert(1)>',
  "' OR 1=1 --",
  'x'.repeat(200_000),
  null,
  true,
  -1,
  1e308,
  [],
  [[[[]]]],
  {},
  { constructor: { prototype: { polluted: true } } },
]

/** What each field is when another one is tried. */
const ORDINARY: Record<string, unknown> = {
  name: 'Ordinary',
  role: 'viewer',
  password: 'fourteen letters and more',
  host: '127.0.0.1',
  port: 1,
  jump: null,
  user: 'ubuntu',
  signIn: { kind: 'agent' },
  root: {},
  keepSecrets: false,
  hostKey: `SHA256:${'A'.repeat(43)}`,
  title: 'Ordinary',
  script: 'true',
}

/** Nothing that is there: what acts on one server, run or person says so. */
const concrete = (path: string) => path.replace(/:\w+/g, 'abcdefghijkmnpqrst23')

test('no value in any field is more than refused, or carried as it is', { timeout: 120_000 }, async () => {
  let tried = 0
  for (const action of at.actions) {
    const fields = 'shape' in action.input ? Object.keys(action.input.shape as object) : []
    const base = Object.fromEntries(fields.map((field) => [field, ORDINARY[field] ?? 'ordinary']))
    const bodies = HOSTILE.flatMap((value) => [
      value,
      Object.fromEntries(fields.map((field) => [field, value])),
      ...fields.map((field) => ({ ...base, [field]: value })),
    ])
    for (const body of bodies) {
      const response = await at.post(concrete(action.path), body, { cookie })
      const answer = await response.text()
      expect(response.status, `${action.name} ${answer}`).toBeLessThan(500)
      expect(answer, action.name).not.toMatch(/\bat .+\.ts:\d+|node_modules|SQLITE|ZodError/)
      tried += 1
      // Some are allowed to end one's own session: that is what they are for.
      if ((await at.post('/api/servers/meet', {}, { cookie })).status === 401)
        cookie = at.cookieOf('administrator')
    }
  }
  expect(tried).toBeGreaterThan(1_000)
  expect(at.logged.filter((line) => line.includes('bug:'))).toEqual([])
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('no id in any path leads anywhere it should not', async () => {
  const ids = [
    '..',
    '%2e%2e',
    '%00',
    "'",
    '%ff',
    'constructor',
    '__proto__',
    'x'.repeat(4_000),
    '%F0%9F%A7%B5',
  ]
  for (const { path } of [...at.actions, ...at.queries]) {
    if (!path.includes(':')) continue
    for (const id of ids) {
      const place = path.replace(/:\w+/g, id)
      // fetch takes ".." out of an address before it asks, which can lead to an ordinary page.
      if (!new URL(place, at.origin).pathname.startsWith('/api/')) continue
      const asked = await at.post(place, {}, { cookie })
      const read = await fetch(`${at.origin}${place}`, { headers: { cookie } })
      for (const { status } of [asked, read]) {
        expect(status, place).toBeGreaterThanOrEqual(400)
        expect(status, place).toBeLessThan(500)
      }
    }
  }
})
