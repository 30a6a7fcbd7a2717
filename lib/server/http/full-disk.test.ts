import { afterEach, beforeEach, expect, test } from 'vitest'
import { frontOnLoopback, type LoopbackFront, PASSWORD } from '../../testing/front-on-loopback.ts'

let at: LoopbackFront
beforeEach(async () => {
  at = await frontOnLoopback()
})
afterEach(() => at.close())

/** No page can be added any more: the file is as large as it may be, and every page of it is full. */
function fill(): void {
  const { db } = at.store
  const { page_count } = db.prepare('PRAGMA page_count').get() as { page_count: number }
  db.exec(`PRAGMA max_page_count = ${page_count}`)
  const one = db.prepare(
    "INSERT INTO audit (action_id, at, person_name, address, action, target, outcome, detail) VALUES ('a', 1, '', '', 'x.y', '', 'done', '')",
  )
  expect(() => {
    for (;;) one.run()
  }).toThrow('full')
}
const me = async (cookie: string) => (await fetch(`${at.origin}/api/me`, { headers: { cookie } })).status

const ways: [string, () => void][] = [
  ['full', fill],
  ['not writable', () => at.store.db.exec('PRAGMA query_only = ON')],
]

test.each(ways)(
  'a database that is %s: signing out goes through, also on other devices',
  async (_, spoil) => {
    const [here, there] = [at.cookieOf('viewer'), at.cookieOf('viewer')]
    at.store.db.exec('UPDATE session SET seen_at = 1')
    spoil()
    const others = await at.post('/api/account/sessions/end', { which: 'others' }, { cookie: here })
    expect([others.status, await others.json()]).toEqual([200, { ended: 1 }])
    expect([await me(here), await me(there)]).toEqual([200, 401])
    const out = await at.post('/api/sign-out', {}, { cookie: here })
    expect([out.status, out.headers.get('set-cookie')]).toEqual([200, expect.stringContaining('Max-Age=0')])
    expect(await me(here)).toBe(401)
    expect(at.logged.join('\n')).toContain('account.sign-out of Vic: done, and not in the audit')
  },
)

test.each(ways)(
  'a database that is %s: signing in says so in words, and it is not ready',
  async (_, spoil) => {
    spoil()
    const response = await at.post('/api/sign-in', { name: 'Vic', password: PASSWORD })
    expect([response.status, await response.json()]).toMatchObject([
      507,
      { problem: { code: 'store_unwritable', hint: expect.stringContaining('disk') } },
    ])
    expect((await fetch(`${at.origin}/readyz`)).status).toBe(503)
  },
)
