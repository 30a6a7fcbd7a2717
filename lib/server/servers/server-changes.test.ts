import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/problem.ts'
import type { HostKey, ServerRow } from '../../shared/server-row.ts'
import type { AddServer } from '../../shared/servers-api.ts'
import type { Action, Actor } from '../actions/action.ts'
import { createAudit } from '../actions/audit.ts'
import { describeAction, performAction } from '../actions/perform-action.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createSealer } from '../store/seal.ts'
import { createVault } from '../store/vault.ts'
import { createLiveTable, type LiveTable } from '../tables/live-table.ts'
import { connectOnce } from './connect-once.ts'
import { demandHostKey } from './demand-host-key.ts'
import { installPublicKey } from './install-key.ts'
import { serverActions } from './server-actions.ts'
import { Servers } from './servers.ts'

// What others do while an action waits for the network. The network is played here; servers.integration.test.ts has
// a real one.
vi.mock('./demand-host-key.ts', () => ({ demandHostKey: vi.fn() }))
vi.mock('./connect-once.ts', () => ({ connectOnce: vi.fn() }))
vi.mock('./install-key.ts', async (original) => ({
  ...(await original<typeof import('./install-key.ts')>()),
  installPublicKey: vi.fn(),
}))

const fingerprint = (letter: string) => `SHA256:${letter.repeat(43)}`
const keyOf = (letter: string): HostKey => ({ type: 'ssh-ed25519', sha256: fingerprint(letter) })
const mara: Actor = { personId: 'm', name: 'Mara', role: 'administrator', sessionId: 's', address: '' }

let folder: string
let store: Store
let table: LiveTable<ServerRow>
let servers: Servers
let actions: Action[]

beforeEach(() => {
  vi.mocked(demandHostKey).mockImplementation(async (_servers, _address, confirmed) => ({
    type: 'ssh-ed25519',
    sha256: confirmed,
  }))
  folder = mkdtempSync(join(tmpdir(), 'bindery-changes-'))
  store = openStore(folder)
  table = createLiveTable<ServerRow>({ keyOf: (row) => row.id })
  const vault = createVault(store, createSealer([Buffer.alloc(32, 7)]))
  servers = new Servers({ store, vault, table, log: () => {}, agentSocket: undefined })
  actions = serverActions(servers, () => 0)
})
afterEach(async () => {
  await servers.closeAll()
  store.close()
  rmSync(folder, { recursive: true })
  vi.resetAllMocks()
})

const actionOf = (name: string): Action => {
  const action = actions.find((each) => each.name === name)
  if (!action) throw new Error(`There is no ${name}.`)
  return action
}
const asked = (server: string, body: unknown, signal = new AbortController().signal) => ({
  actor: mara,
  stillActor: () => mara,
  params: { server },
  body: async () => body,
  signal,
})
const perform = (name: string, body: unknown, server = '', signal?: AbortSignal) =>
  performAction({ store, audit: createAudit(store) }, actionOf(name), asked(server, body, signal))
// Nothing listens on port 1: the links of these servers only ever try.
const input = (change: Partial<AddServer> = {}): AddServer => ({
  name: 'binder-01',
  host: '127.0.0.1',
  port: 1,
  jump: null,
  user: 'ubuntu',
  signIn: { kind: 'password', password: 'a secret' },
  root: {},
  keepSecrets: true,
  hostKey: fingerprint('A'),
  ...change,
})
const add = async (change?: Partial<AddServer>) =>
  ((await perform('server.add', input(change))) as { id: string }).id
const forget = (id: string) => perform('server.forget', { typedName: servers.record(id).name }, id)
const inDatabase = (name: 'server' | 'secret') =>
  Number(store.db.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.n)
const stored = (id: string) => store.db.prepare('SELECT * FROM server WHERE id = ?').get(id)

/** The next wait for the server's host key: `go` ends it. */
function heldHostKey() {
  const held = Promise.withResolvers<HostKey>()
  vi.mocked(demandHostKey).mockReturnValueOnce(held.promise)
  return { go: (letter: string) => held.resolve(keyOf(letter)) }
}
/** The next wait for a connection of its own: `go` ends it. */
function heldConnection() {
  const held = Promise.withResolvers<unknown>()
  vi.mocked(connectOnce).mockReturnValueOnce(held.promise)
  return { go: () => held.resolve(undefined) }
}

describe('a change that waited for the network', () => {
  it('does not bring a server back that was forgotten meanwhile', async () => {
    const id = await add()
    const hostKey = heldHostKey()
    const moving = perform('server.edit', { port: 2, hostKey: fingerprint('B') }, id)
    await forget(id)
    hostKey.go('B')
    await expect(moving).rejects.toMatchObject({ code: 'not_found' })
    expect([inDatabase('server'), inDatabase('secret'), table.rows()]).toEqual([0, 0, []])
  })

  it('does not undo a host key that was replaced meanwhile', async () => {
    const id = await add()
    const hostKey = heldHostKey()
    const moving = perform('server.edit', { port: 2, hostKey: fingerprint('B') }, id)
    await perform('server.host-key', { old: fingerprint('A'), hostKey: fingerprint('C') }, id)
    hostKey.go('B')
    await expect(moving).rejects.toMatchObject({ code: 'conflict' })
    expect(stored(id)).toMatchObject({ port: 1, host_key_sha256: fingerprint('C') })
  })

  it('keeps name and facts that are newer than itself', async () => {
    const id = await add()
    const connection = heldConnection()
    const changing = perform('server.edit', { signIn: { kind: 'own-key', installPassword: 'once' } }, id)
    await perform('server.edit', { name: 'binder-02' }, id)
    const facts = { hostname: 'fresh' } as ServerRow['facts']
    servers.save({ ...servers.record(id), facts })
    servers.take({ ...servers.record(id), facts })
    connection.go()
    await changing
    expect(table.get(id)).toMatchObject({ name: 'binder-02', facts, signIn: 'own-key' })
    expect(stored(id)).toMatchObject({ name: 'binder-02', facts: JSON.stringify(facts) })
  })

  it('does not take a name that somebody else took meanwhile', async () => {
    const id = await add()
    const hostKey = heldHostKey()
    const moving = perform('server.edit', { name: 'gate', port: 2, hostKey: fingerprint('B') }, id)
    const other = await add({ name: 'Gate' })
    hostKey.go('B')
    await expect(moving).rejects.toMatchObject({ code: 'conflict', field: 'name' })
    expect([servers.record(id).name, servers.record(other).name]).toEqual(['binder-01', 'Gate'])
  })

  it('replaces a host key only once', async () => {
    const id = await add()
    const hostKey = heldHostKey()
    const slow = perform('server.host-key', { old: fingerprint('A'), hostKey: fingerprint('B') }, id)
    await perform('server.host-key', { old: fingerprint('A'), hostKey: fingerprint('C') }, id)
    hostKey.go('B')
    await expect(slow).rejects.toMatchObject({ code: 'conflict' })
    expect(servers.record(id).hostKey.sha256).toBe(fingerprint('C'))
  })

  it('leaves no new key behind for a server that was forgotten meanwhile', async () => {
    const id = await add()
    const connection = heldConnection()
    const making = perform('server.new-key', {}, id)
    await vi.waitFor(() => expect(connectOnce).toHaveBeenCalled())
    expect(installPublicKey).toHaveBeenCalled()
    await forget(id)
    connection.go()
    await expect(making).rejects.toMatchObject({ code: 'not_found' })
    expect([inDatabase('server'), inDatabase('secret')]).toEqual([0, 0])
  })

  it('waits with the signal of its request', async () => {
    const id = await add()
    const { signal } = new AbortController()
    await perform('server.edit', { port: 2, hostKey: fingerprint('B') }, id, signal)
    await perform('server.host-key', { old: fingerprint('B'), hostKey: fingerprint('C') }, id, signal)
    await perform('server.new-key', {}, id, signal)
    await perform('server.add', input({ name: 'other' }), '', signal)
    expect(
      vi
        .mocked(demandHostKey)
        .mock.calls.slice(1)
        .map((call) => call[3] === signal),
    ).toEqual([true, true, true])
    expect(vi.mocked(installPublicKey).mock.calls[0]?.[2]).toBe(signal)
    expect(vi.mocked(connectOnce).mock.calls[0]?.[2]?.signal).toBe(signal)
  })
})

describe('a change that the audit cannot say "done" of', () => {
  const noMoreDone = () =>
    store.db.exec(
      "CREATE TRIGGER full BEFORE INSERT ON audit WHEN NEW.outcome = 'done' BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    )

  it('adds nothing', async () => {
    noMoreDone()
    await expect(add()).rejects.toThrow('disk full')
    expect([inDatabase('server'), inDatabase('secret'), table.rows()]).toEqual([0, 0, []])
  })

  it.each([
    ['server.edit', { name: 'other', keepSecrets: false, root: { sudoPassword: 'another' } }],
    ['server.secret', { password: 'another' }],
    ['server.host-key', { old: fingerprint('A'), hostKey: fingerprint('B') }],
    ['server.new-key', {}],
    ['server.forget', { typedName: 'binder-01' }],
  ])('%s changes nothing', async (name, body) => {
    const id = await add()
    const before = [stored(id), store.db.prepare('SELECT * FROM secret').all()]
    const [record, link] = [servers.record(id), servers.link(id)]
    noMoreDone()
    await expect(perform(name, body, id)).rejects.toThrow('disk full')
    expect([stored(id), store.db.prepare('SELECT * FROM secret').all()]).toEqual(before)
    expect([servers.record(id), servers.link(id)]).toEqual([record, link])
    expect(servers.vault.get(id, 'password')).toBe('a secret')
  })
})

it('says before forgetting a server that others are reached through it', async () => {
  const gate = await add({ name: 'gate' })
  await add({ name: 'inner', jump: gate })
  const blast = await describeAction(actionOf('server.forget'), asked(gate, { typedName: 'gate' }))
  expect(blast.breaks.join()).toContain('inner can only be reached through gate')
  await expect(forget(gate)).rejects.toMatchObject({ code: 'conflict' })
  expect(servers.record(gate).name).toBe('gate')
})

it('shows a server whose secrets cannot be read, and forgets it', async () => {
  const id = await add()
  await servers.closeAll()
  store.db.exec("UPDATE secret SET sealed = 'v1.deadbeef.x.y'")
  const again = createLiveTable<ServerRow>({ keyOf: (row) => row.id })
  const vault = createVault(store, createSealer([Buffer.alloc(32, 7)]))
  servers = new Servers({ store, vault, table: again, log: () => {}, agentSocket: undefined })
  actions = serverActions(servers, () => 0)
  expect(again.get(id)?.needsSecret).toBe(false)
  await forget(id)
  expect([inDatabase('server'), inDatabase('secret')]).toEqual([0, 0])
})

it('opens no link again once all were closed', async () => {
  const id = await add()
  const record = servers.record(id)
  const link = servers.link(id)
  servers.admit(record)
  await servers.closeAll()
  servers.admit(record)
  for (let turn = 0; turn < 20; turn++) await null
  expect(link?.state.state).toBe('offline')
})

it('passes on what ends a wait for the way through another server', async () => {
  const gate = await add({ name: 'gate' })
  const given = new AbortController()
  const opening = servers.jumpOf(gate)?.openChannel('10.0.0.2', 22, given.signal)
  given.abort(new AppError('stopping', 'Enough.'))
  await expect(opening).rejects.toMatchObject({ code: 'stopping' })
})
