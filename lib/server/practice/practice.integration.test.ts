import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import type { ServerRow } from '../../shared/server-row.ts'
import { frontOnLoopback } from '../../testing/front-on-loopback.ts'
import { loadConfig } from '../config/config.ts'
import { createEngine } from '../create-engine.ts'
import { createPractice } from './practice.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function practiceIn(folder: string) {
  const practice = await createPractice(folder, () => {})
  closing.push(() => practice.stop())
  return practice
}

it('is offered, added once as a server like any other, and made bare again', async () => {
  const practice = await practiceIn(mkdtempSync(join(tmpdir(), 'bindery-practice-')))
  const at = await frontOnLoopback({ practice })
  closing.push(() => at.close())
  const cookie = at.cookieOf('administrator')
  const get = async (path: string) =>
    (await fetch(at.origin + path, { headers: { cookie } })).json() as Promise<never>
  const post = (path: string, trouble: unknown) => at.post(path, { trouble }, { cookie })

  expect(await get('/api/practice')).toEqual({ serverId: null })
  expect(practice.place()).toBeNull()
  expect((await post('/api/practice/reset', false)).status).toBe(404)

  const { id } = (await (await post('/api/practice/add', true)).json()) as { id: string }
  expect(await get('/api/practice')).toEqual({ serverId: id })
  await vi.waitFor(async () => {
    const row: ServerRow = await get(`/api/servers/${id}`)
    expect(row).toMatchObject({
      link: { state: 'online', rootBy: 'sudo-password' },
      facts: { hostname: 'practice' },
    })
  }, 15_000)

  expect((await post('/api/practice/add', false)).status).toBe(409)
  expect((await post('/api/practice/reset', 'perhaps')).status).toBe(400)
  expect((await post('/api/practice/reset', false)).status).toBe(200)
})

it('is one server, however many ask for it at once', async () => {
  const practice = await practiceIn(mkdtempSync(join(tmpdir(), 'bindery-practice-')))
  const [first, second] = await Promise.all([practice.start(), practice.start()])
  expect(second.port).toBe(first.port)
  expect((await practice.start()).port).toBe(first.port)
})

it('is found again after a restart of the console, on its new port', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bindery-practice-'))
  const config = loadConfig(['--data-folder', folder], {})
  const start = async () => {
    const practice = await createPractice(folder, () => {})
    const engine = createEngine(config, '1.2.3', () => {}, practice)
    const rows = () => engine.tables.servers.rows()
    const stop = async () => {
      await engine.close()
      await practice.stop()
    }
    return { practice, engine, rows, stop }
  }
  const first = await start()
  const { host, port, user, password, hostKey } = await first.practice.start()
  const add = first.engine.actions.find(({ name }) => name === 'server.add')
  const asked = {
    name: 'P',
    host,
    port,
    jump: null,
    user,
    signIn: { kind: 'password', password },
    root: {},
    keepSecrets: true,
    hostKey: hostKey.sha256,
  }
  const actor = {
    personId: 'a',
    name: 'Ann',
    role: 'administrator' as const,
    sessionId: 's',
    address: '127.0.0.1',
  }
  const done = (await add?.perform({
    input: asked,
    params: {},
    actor,
    signal: AbortSignal.timeout(10_000),
  })) as {
    work(): unknown
    afterwards(made: unknown): unknown
  }
  done.afterwards(first.engine.store.transaction(() => done.work()))
  await first.stop()

  const second = await start()
  closing.push(second.stop)
  expect(second.rows()[0]?.port).toBe(second.practice.place()?.port)
  await vi.waitFor(() => expect(second.rows()[0]?.link.state).toBe('online'), 15_000)
})
