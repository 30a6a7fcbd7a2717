import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/problem.ts'
import type { TerminalRow } from '../../shared/terminal-row.ts'
import type { OpenTerminalInput } from '../../shared/terminals-api.ts'
import { FakeShell } from '../../testing/fake-shell.ts'
import type { Actor } from '../actions/action.ts'
import { createAudit } from '../actions/audit.ts'
import { createSessions } from '../auth/sessions.ts'
import { createPeople } from '../people/people.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createLiveTable, type LiveTable } from '../tables/live-table.ts'
import type { OpenedShell } from './open-shell.ts'
import type { ShellLinks } from './shell-links.ts'
import type { Viewer } from './terminal.ts'
import { createTerminalRecords } from './terminal-records.ts'
import { Terminals } from './terminals.ts'

const size = { cols: 80, rows: 24 }
const onServer: OpenTerminalInput = { on: 'server', size }
const inPod: OpenTerminalInput = {
  on: 'pod',
  namespace: 'binder',
  pod: 'hub',
  uid: 'u1',
  container: 'hub',
  size,
}
const SERVER = 'abcdefghijkmnpqrst23'
const MINUTE = 60_000
let folder: string
let store: Store
let table: LiveTable<TerminalRow>
let terminals: Terminals
let ada: Actor
let bob: Actor
let shells: FakeShell[]
let released: number
let opening: Promise<void> | null

beforeEach(() => {
  vi.useFakeTimers({ now: 1_790_000_000_000 })
  folder = mkdtempSync(join(tmpdir(), 'bindery-terminals-'))
  store = openStore(folder)
  store.db
    .prepare(
      `INSERT INTO server (id, name, name_key, host, port, user, jump_id, sign_in, keeps_secrets, public_key, host_key_type,
       host_key_sha256, host_key_confirmed_at, host_key_confirmed_by, facts, added_at)
       VALUES (?, 'binder-01', 'binder-01', 'h', 22, 'ubuntu', NULL, 'own-key', 1, NULL, 't', 's', 1, 'ada', NULL, 1)`,
    )
    .run(SERVER)
  ada = actorOf('ada')
  bob = actorOf('bob')
  shells = []
  released = 0
  opening = null
  begin()
})
afterEach(() => {
  vi.useRealTimers()
  store.close()
  rmSync(folder, { recursive: true })
})

function actorOf(name: string): Actor {
  const { id } = createPeople(store).add({ name, role: 'administrator', passwordHash: 'x' })
  return { ...newSession(id), name, role: 'administrator', address: '192.0.2.7' }
}
function newSession(personId: string) {
  const { sessionId } = createSessions(store).start(personId, { device: 'd', address: 'a' })
  return { personId, sessionId }
}

/** A console, as after each start. */
function begin(): void {
  table = createLiveTable<TerminalRow>({ keyOf: (row) => row.id })
  const state = { state: 'reconnecting', problem: { code: 'offline', message: 'm' } }
  const link = { state, onState: () => () => {} } as unknown as ReturnType<ShellLinks['take']>['link']
  const links = {
    take: () => ({ link, release: () => {} }),
    forget() {},
    close: async () => {},
  } as unknown as ShellLinks
  terminals = new Terminals({
    table,
    records: createTerminalRecords(store),
    audit: createAudit(store),
    links,
    serverName: (id) => (id === SERVER ? 'binder-01' : notFound()),
    log: (line) => expect.unreachable(line),
    async openShell({ id, input, signal }): Promise<OpenedShell> {
      await opening
      signal.throwIfAborted()
      const shell = new FakeShell(input.on === 'server')
      shells.push(shell)
      const release = () => {
        released += 1
      }
      if (input.on === 'server')
        return { id, shell, place: { on: 'server', user: 'ubuntu' }, socket: `/tmp/${id}`, release }
      const { namespace, pod, uid } = input
      const place = { on: 'pod' as const, namespace, pod, uid, container: 'hub', debug: false }
      return { id, shell, place, socket: null, release }
    },
  })
}
function notFound(): never {
  throw new AppError('not_found', 'There is no such server.')
}

async function open(actor: Actor = ada, input: OpenTerminalInput = onServer): Promise<string> {
  const opened = await terminals.open(actor, SERVER, input, new AbortController().signal)
  const record = terminals.record(actor, SERVER, opened, size)
  terminals.admit(record, opened)
  return record.id
}
function watch(id: string, actor = ada): () => void {
  const viewer: Viewer = { position: 0, wake() {}, screen() {} }
  const terminal = terminals.view(id, actor)
  terminal.enter(viewer, size)
  return () => terminal.leave(viewer)
}
const audited = () =>
  store.db
    .prepare('SELECT person_name AS who, address, action, target, outcome, detail FROM audit ORDER BY seq')
    .all()
    .map((row) => ({ ...row }))
const ended = (detail: string, target = 'binder-01: shell as ubuntu') => ({
  who: 'ada',
  address: '192.0.2.7',
  action: 'terminal.close',
  target,
  outcome: 'done',
  detail,
})
const recorded = () => createTerminalRecords(store).all().length

it('names each after where it is, and shows nothing of what stands in it', async () => {
  await open()
  await open()
  await open(ada, inPod)
  shells[0]?.print('secret')
  expect(table.rows().map(({ title }) => title)).toEqual(['ubuntu@binder-01', 'ubuntu@binder-01 2', 'hub'])
  expect(table.rows()[0]).toMatchObject({
    serverId: SERVER,
    by: 'ada',
    shell: 'bash',
    size,
    viewers: 0,
    unwatchedSince: Date.now(),
    outlivesLink: true,
    state: { is: 'open' },
  })
  expect(JSON.stringify(table.rows())).not.toContain('secret')
})

it('lets only its owner look into it and rename it; any administrator may end it', async () => {
  const id = await open()
  expect(() => terminals.view(id, bob)).toThrow(expect.objectContaining({ code: 'forbidden' }))
  expect(() => terminals.view(id, { ...ada, role: 'viewer' })).toThrow(
    expect.objectContaining({ code: 'forbidden' }),
  )
  expect(() => terminals.rename(id, bob, 'mine')).toThrow(expect.objectContaining({ code: 'forbidden' }))
  terminals.rename(id, ada, 'upgrade')
  expect(table.get(id)?.title).toBe('upgrade')
  terminals.close(id, bob)
  expect(shells[0]?.end).toBe('closed')
  expect(table.get(id)?.state).toMatchObject({ is: 'ended', end: { how: 'closed', by: 'bob' } })
  expect(recorded()).toBe(0)
  terminals.close(id, ada)
  expect(table.rows()).toEqual([])
  expect(() => terminals.view(id, ada)).toThrow(expect.objectContaining({ code: 'not_found' }))
  // The actions are in the audit by themselves.
  expect(audited()).toEqual([])
  expect(released).toBe(1)
})

it('keeps a shell of the server 30 minutes and one of a pod 10 while nobody looks, then ends it and says so', async () => {
  const [server, pod] = [await open(), await open(ada, inPod)]
  const leave = watch(pod)
  await vi.advanceTimersByTimeAsync(29 * MINUTE)
  expect(audited()).toEqual([])
  leave()
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(table.get(server)?.state).toMatchObject({ is: 'ended', end: { how: 'unwatched' } })
  expect(table.get(pod)?.state).toEqual({ is: 'open' })
  await vi.advanceTimersByTimeAsync(9 * MINUTE)
  expect(table.get(pod)?.state).toMatchObject({ is: 'ended', end: { how: 'unwatched' } })
  expect(audited()).toEqual([ended('unwatched'), ended('unwatched', 'binder-01: binder/hub, container hub')])
  // What ended can be read for as long again.
  await vi.advanceTimersByTimeAsync(9 * MINUTE)
  expect(table.rows()).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(30 * MINUTE)
  expect(table.rows()).toEqual([])
  expect(released).toBe(2)
})

it('is never ended while somebody looks', async () => {
  const id = await open()
  const leave = watch(id)
  await vi.advanceTimersByTimeAsync(24 * 60 * MINUTE)
  expect(table.get(id)?.state).toEqual({ is: 'open' })
  leave()
})

it('writes down how a shell ended by itself, and keeps what it printed', async () => {
  const id = await open()
  shells[0]?.print('bye')
  shells[0]?.events?.ended({ how: 'exited', code: 3 })
  expect(audited()).toEqual([ended('exit 3')])
  expect(terminals.view(id, ada).replay.read(0, 10).toString()).toBe('bye')
  expect(recorded()).toBe(0)
  terminals.close(id, ada)
  expect(audited()).toHaveLength(1)
  expect(table.rows()).toEqual([])
})

it('ends with the session in which it was opened, and with no other of its owner', async () => {
  const phone = { ...ada, ...newSession(ada.personId) }
  const [here, there] = [await open(), await open(phone)]
  expect(() => terminals.view(here, phone)).not.toThrow()
  terminals.endSession(ada.sessionId)
  expect(table.rows().map(({ id }) => id)).toEqual([there])
  expect(shells.map(({ end }) => end)).toEqual(['closed', null])
  expect(audited()).toEqual([ended('signed out')])
})

it('opens nothing for a session that ended while it was being opened', async () => {
  const gate = Promise.withResolvers<void>()
  opening = gate.promise
  const asked = terminals.open(ada, SERVER, onServer, new AbortController().signal)
  const outcome = expect(asked).rejects.toMatchObject({ code: 'signed_out' })
  terminals.endSession(ada.sessionId)
  gate.resolve()
  await outcome
  expect(table.rows()).toEqual([])
})

it('has room for eight of a person on a server, and for eight shells of all', async () => {
  for (let i = 0; i < 7; i += 1) await open()
  await open(ada, inPod)
  await expect(open()).rejects.toMatchObject({ code: 'slow_down' })
  await open(bob)
  await expect(open(bob)).rejects.toMatchObject({ code: 'slow_down' })
  await open(bob, inPod)
  shells[0]?.events?.ended({ how: 'exited', code: 0 })
  await open(bob)
})

it('counts those that are being opened', async () => {
  opening = new Promise(() => {})
  for (let i = 0; i < 8; i += 1) void open().catch(() => {})
  await expect(open()).rejects.toMatchObject({ code: 'slow_down' })
})

it('is stopped with Bindery and found again where it goes on without it; else its end is written down', async () => {
  const kept = await open()
  await open(ada, inPod)
  terminals.rename(kept, ada, 'upgrade')
  await terminals.stop()
  expect(shells.map(({ end }) => end)).toEqual(['left', 'closed'])
  expect(audited()).toEqual([ended('stopped', 'binder-01: binder/hub, container hub')])

  begin()
  terminals.resume()
  expect(table.rows()).toMatchObject([{ id: kept, title: 'upgrade', by: 'ada', state: { is: 'away' } }])
  expect(() => terminals.view(kept, ada)).not.toThrow()
  await vi.advanceTimersByTimeAsync(30 * MINUTE)
  expect(table.get(kept)?.state).toMatchObject({ end: { how: 'unwatched' } })
})

it('writes down what was lost when Bindery was killed', async () => {
  await open(ada, inPod)
  begin()
  terminals.resume()
  expect(table.rows()).toEqual([])
  expect(audited()).toEqual([ended('stopped', 'binder-01: binder/hub, container hub')])
  expect(recorded()).toBe(0)
})

it('goes with its server', async () => {
  await open()
  terminals.forget(SERVER)
  expect(table.rows()).toEqual([])
  expect(shells[0]?.end).toBe('closed')
  expect(audited()).toEqual([ended('server forgotten')])
})
