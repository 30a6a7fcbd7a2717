import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ServerRow } from '../../shared/server-row.ts'
import type { AddServer, EditServer } from '../../shared/servers-api.ts'
import { type LoopbackServer, startLoopbackServer } from '../../testing/loopback-server/start.ts'
import { loopbackUnavailable } from '../../testing/loopback-server/unavailable.ts'
import type { Actor } from '../actions/action.ts'
import { createAudit } from '../actions/audit.ts'
import { performAction } from '../actions/perform-action.ts'
import { meet } from '../ssh/meet.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { createSealer } from '../store/seal.ts'
import { createVault } from '../store/vault.ts'
import { createLiveTable, type LiveTable } from '../tables/live-table.ts'
import { serverActions } from './server-actions.ts'
import { Servers } from './servers.ts'
import { testConnection } from './test-connection.ts'

const mara: Actor = {
  personId: 'mara',
  name: 'Mara',
  role: 'administrator',
  sessionId: 'device',
  address: '192.0.2.1',
}
const unavailable = loopbackUnavailable()
if (unavailable) console.log(`skipped: servers against real OpenSSH: ${unavailable}`)

describe.skipIf(unavailable !== null)('servers, against real OpenSSH', () => {
  let machine: LoopbackServer
  let folder: string
  let store: Store
  let table: LiveTable<ServerRow>
  let servers: Servers

  const key = Buffer.alloc(32, 7)
  const openServers = () => {
    table = createLiveTable<ServerRow>({ keyOf: (row) => row.id })
    servers = new Servers({
      store,
      vault: createVault(store, createSealer([key])),
      table,
      log: () => {},
      agentSocket: undefined,
    })
    servers.openAll()
  }
  const input = (change: Partial<AddServer> = {}): AddServer => ({
    name: 'binder-01',
    host: machine.host,
    port: machine.port,
    jump: null,
    user: 'ubuntu',
    signIn: { kind: 'password', password: machine.password },
    root: {},
    keepSecrets: false,
    hostKey: machine.hostKeySha256,
    ...change,
  })
  const perform = async (name: string, body: unknown, server = '') => {
    const action = serverActions(servers, () => 0).find((each) => each.name === name)
    if (!action) throw new Error(`There is no ${name}.`)
    const asked = {
      actor: mara,
      stillActor: () => mara,
      params: { server },
      body: async () => body,
      signal: new AbortController().signal,
    }
    return performAction({ store, audit: createAudit(store) }, action, asked)
  }
  const add = async (change: Partial<AddServer> = {}) =>
    (await perform('server.add', input(change))) as { id: string }
  const edit = (id: string, change: EditServer) => perform('server.edit', change, id)
  const newKey = async (id: string) => (await perform('server.new-key', {}, id)) as { publicKey: string }
  const forget = (id: string) => perform('server.forget', { typedName: table.get(id)?.name }, id)
  const stateOf = (id: string) => table.get(id)?.link.state
  const online = (id: string) =>
    vi.waitFor(() => expect(stateOf(id)).toBe('online'), { timeout: 20_000, interval: 20 })
  const refused = (id: string) =>
    vi.waitFor(() => expect(stateOf(id)).toBe('refused'), { timeout: 20_000, interval: 20 })
  const problemOf = (id: string) => {
    const link = table.get(id)?.link
    return link && 'problem' in link ? link.problem : null
  }

  beforeAll(async () => {
    machine = await startLoopbackServer()
  })
  afterAll(() => machine.stop())
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bindery-servers-'))
    store = openStore(folder)
    openServers()
  })
  afterEach(async () => {
    await servers.closeAll()
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('adds a server, connects, becomes root and looks around', async () => {
    const { id } = await add()
    await online(id)
    await vi.waitFor(() => expect(table.get(id)?.facts?.hostname).toBeTruthy(), {
      timeout: 20_000,
      interval: 20,
    })
    const row = table.get(id)
    expect(row?.facts).toMatchObject({
      os: { id: expect.any(String) },
      cores: expect.any(Number),
      kubernetes: [],
    })
    expect(Math.abs(row?.facts?.clockSkewMs ?? 1e9)).toBeLessThan(5_000)
    expect(row?.hostKey).toMatchObject({ sha256: machine.hostKeySha256, confirmedBy: 'Mara' })
    expect(JSON.stringify(row)).not.toContain(machine.password)
  })

  it('keeps a password in memory only unless asked to keep it, and says so after a restart', async () => {
    const forgetful = await add()
    const kept = await add({ name: 'binder-02', keepSecrets: true })
    await online(forgetful.id)
    await servers.closeAll()
    openServers()
    await refused(forgetful.id)
    expect(problemOf(forgetful.id)?.code).toBe('secret_needed')
    expect(table.get(forgetful.id)?.needsSecret).toBe(true)
    await online(kept.id)
    expect(readFileSync(join(folder, 'bindery.db')).includes(machine.password)).toBe(false)
  })

  it('makes a key of its own with the password given once, and forgets the password', async () => {
    const { id } = await add({ user: 'free', signIn: { kind: 'own-key', installPassword: machine.password } })
    await online(id)
    expect(servers.vault.get(id, 'password')).toBeNull()
    expect(table.get(id)?.publicKey).toMatch(/^ssh-ed25519 \S+ bindery@binder-01$/)
    expect(await machine.exec('cat /home/free/.ssh/authorized_keys')).toContain(table.get(id)?.publicKey)
    await servers.closeAll()
    openServers()
    await online(id)
  })

  it('puts its key in place also where sudo wants another password, and asks for that one', async () => {
    const { id } = await add({ signIn: { kind: 'own-key', installPassword: machine.password } })
    await refused(id)
    expect(problemOf(id)).toMatchObject({ code: 'secret_needed', field: 'sudoPassword' })
    expect(table.get(id)?.needsSecret).toBe(true)
    await perform('server.secret', { sudoPassword: 'not this one' }, id)
    await vi.waitFor(() => expect(problemOf(id)?.code).toBe('sudo_wrong_password'), { timeout: 20_000 })
    await perform('server.secret', { sudoPassword: machine.password }, id)
    await online(id)
  })

  it('saves nothing when the key cannot be installed', async () => {
    const attempt = add({ signIn: { kind: 'own-key', installPassword: 'wrong-password' } })
    await expect(attempt).rejects.toMatchObject({ code: 'ssh_wrong_password' })
    expect(table.rows()).toEqual([])
    expect(store.db.prepare('SELECT count(*) AS n FROM secret').get()?.n).toBe(0)
  })

  it('changes from a password to a key of its own while connected, and keeps sudo working', async () => {
    const { id } = await add()
    await online(id)
    const { publicKey } = await newKey(id)
    await online(id)
    expect(table.get(id)).toMatchObject({ signIn: 'own-key', publicKey })
    expect(servers.vault.get(id, 'password')).toBeNull()
    expect(await servers.look(id)).toMatchObject({ hostname: expect.any(String) })
  })

  it('takes the key it made before out of authorized_keys when it makes a new one', async () => {
    const { id } = await add({
      user: 'free',
      signIn: { kind: 'own-key', installPassword: machine.password },
    })
    await online(id)
    const first = table.get(id)?.publicKey ?? ''
    const rights = () => machine.exec('stat -c "%a %U" /home/free/.ssh/authorized_keys')
    const before = await rights()
    const { publicKey } = await newKey(id)
    await online(id)
    const lines = (await machine.exec('cat /home/free/.ssh/authorized_keys')).split('\n')
    expect(lines).toContain(publicKey)
    expect(lines).not.toContain(first)
    expect(await rights()).toBe(before)
  })

  it('gives up a way to sign in only for one that works', async () => {
    const { id } = await add()
    await online(id)
    const wrong = edit(id, { signIn: { kind: 'password', password: 'not this one' } })
    await expect(wrong).rejects.toMatchObject({
      code: 'ssh_wrong_password',
      hint: expect.stringContaining('Nothing was changed'),
    })
    expect(table.get(id)?.link.state).toBe('online')
    expect(servers.vault.get(id, 'password')).toBe(machine.password)

    // The password goes as a way to sign in, and stays where sudo asks for it.
    await edit(id, { signIn: { kind: 'key', privateKey: machine.privateKey } })
    await online(id)
    expect(table.get(id)).toMatchObject({ signIn: 'key', link: { rootBy: 'sudo-password' } })
    expect(servers.vault.get(id, 'password')).toBeNull()
  })

  it('does not send anything to a server whose key is not the confirmed one', async () => {
    const other = `SHA256:${'A'.repeat(43)}`
    await expect(add({ hostKey: other })).rejects.toMatchObject({
      code: 'host_key_changed',
    })
    expect(table.rows()).toEqual([])
  })

  it('demands the host key of a new address, and takes it once it is confirmed', async () => {
    const second = await startLoopbackServer()
    try {
      const { id } = await add()
      await expect(edit(id, { port: second.port })).rejects.toMatchObject({
        code: 'host_key_unknown',
      })
      await edit(id, { port: second.port, hostKey: second.hostKeySha256 })
      await online(id)
      expect(table.get(id)?.hostKey.sha256).toBe(second.hostKeySha256)
    } finally {
      await second.stop()
    }
  })

  it('blocks on a changed host key until the new one is confirmed against the old', async () => {
    const second = await startLoopbackServer()
    const { id } = await add()
    await online(id)
    try {
      // As after a reinstallation: the same place, another key.
      const moved = { ...servers.record(id), port: second.port }
      servers.save(moved)
      servers.admit(moved)
      await refused(id)
      expect(problemOf(id)?.code).toBe('host_key_changed')
      const { hostKey } = await meet({ host: second.host, port: second.port, jump: null })
      const wrongOld = perform('server.host-key', { old: hostKey.sha256, hostKey: hostKey.sha256 }, id)
      await expect(wrongOld).rejects.toMatchObject({ code: 'conflict' })
      await perform('server.host-key', { old: machine.hostKeySha256, hostKey: hostKey.sha256 }, id)
      await online(id)
    } finally {
      await second.stop()
    }
  })

  it('reaches a server through another one, and will not go in circles', async () => {
    const gate = await add({ name: 'gate' })
    await online(gate.id)
    const inner = await add({ name: 'inner', jump: gate.id })
    await online(inner.id)
    expect(table.get(inner.id)?.jump).toEqual({ id: gate.id, name: 'gate' })
    await expect(edit(gate.id, { jump: inner.id })).rejects.toMatchObject({
      field: 'jump',
    })
    await expect(forget(gate.id)).rejects.toThrow('inner can only be reached through gate')
    expect(table.get(gate.id)?.link.state).toBe('online')
  })

  it('answers each stage of a connection test, and stops at the one that fails', async () => {
    const { id } = await add()
    await online(id)
    const well = await testConnection(servers, id)
    expect(well.stages.map((stage) => [stage.id, stage.outcome])).toEqual(
      ['resolve', 'reach', 'host-key', 'sign-in', 'root', 'look'].map((stage) => [stage, 'ok']),
    )
    expect(well.facts?.cores).toBeGreaterThan(0)

    servers.vault.put(id, 'password', 'no longer this', false)
    const ill = await testConnection(servers, id)
    expect(ill.stages.find((stage) => stage.outcome === 'failed')).toMatchObject({
      id: 'sign-in',
      problem: { code: 'ssh_wrong_password' },
    })
    expect(ill.stages.at(-1)?.outcome).toBe('not-reached')
  })

  it('forgets a server with all its secrets, and does nothing to it', async () => {
    const { id } = await add({ keepSecrets: true })
    await online(id)
    const before = await machine.exec('ls -la /home/ubuntu/.ssh')
    await forget(id)
    expect(table.rows()).toEqual([])
    expect(servers.link(id)).toBeNull()
    expect(store.db.prepare('SELECT count(*) AS n FROM secret').get()?.n).toBe(0)
    expect(await machine.exec('ls -la /home/ubuntu/.ssh')).toBe(before)
  })

  it('refuses a second server of the same name', async () => {
    await add()
    await expect(add({ name: ' Binder-01 ' })).rejects.toMatchObject({
      code: 'conflict',
      field: 'name',
    })
  })
})
