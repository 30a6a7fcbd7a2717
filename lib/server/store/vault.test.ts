import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ConfigError, loadConfig } from '../config/config.ts'
import { lockDataFolder } from '../config/lock-data-folder.ts'
import { readMasterKeys, rotateMasterKey } from '../config/master-keys.ts'
import { openStore } from './open-store.ts'
import { createSealer, keyIdOf } from './seal.ts'
import { createVault, dropOrphans } from './vault.ts'

const SECRET = 'correct horse battery staple'

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'bindery-vault-'))
  const config = loadConfig(['--data-folder', folder], {})
  const store = openStore(folder)
  const vaultNow = () => createVault(store, createSealer(readMasterKeys(config, store)))
  return { folder, config, store, vaultNow }
}

it('keeps what is to be kept, sealed, and the rest in memory alone', () => {
  const { folder, store, vaultNow } = setUp()
  const vault = vaultNow()
  vault.put('server-a', 'password', SECRET, true)
  vault.put('server-a', 'sudo-password', `${SECRET} for sudo`, false)
  expect(vault.get('server-a', 'sudo-password')).toBe(`${SECRET} for sudo`)
  store.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  expect(readFileSync(join(folder, 'bindery.db')).includes(SECRET)).toBe(false)

  const afterRestart = vaultNow()
  expect(afterRestart.get('server-a', 'password')).toBe(SECRET)
  expect(afterRestart.get('server-a', 'sudo-password')).toBeNull()
  expect(afterRestart.get('server-b', 'password')).toBeNull()
  afterRestart.dropAll('server-a')
  expect(vaultNow().get('server-a', 'password')).toBeNull()
})

it('does not open a sealed value that was moved, tampered with or sealed by another key', () => {
  const sealer = createSealer([Buffer.alloc(32, 1)])
  const sealed = sealer.seal('secret/a/password', SECRET)
  expect(sealer.open('secret/a/password', sealed)).toBe(SECRET)
  expect(sealer.seal('secret/a/password', SECRET)).not.toBe(sealed)
  expect(() => sealer.open('secret/b/password', sealed)).toThrow()
  const flipped = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')
  expect(() => sealer.open('secret/a/password', flipped)).toThrow()
  expect(() => createSealer([Buffer.alloc(32, 2)]).open('secret/a/password', sealed)).toThrow(
    keyIdOf(Buffer.alloc(32, 1)),
  )
})

it('seals everything anew when the master key is rotated, and drops the old key', () => {
  const { config, store, vaultNow } = setUp()
  vaultNow().put('server-a', 'password', SECRET, true)
  const before = readMasterKeys(config, store)
  expect(rotateMasterKey(config, store)).toBe(1)
  const after = readMasterKeys(config, store)
  expect(after).toHaveLength(1)
  expect(after[0]?.equals(before[0] as Buffer)).toBe(false)
  expect(vaultNow().get('server-a', 'password')).toBe(SECRET)
})

it('will not rotate under a running console, nor invent a key for secrets it cannot read', () => {
  const { folder, config, store, vaultNow } = setUp()
  vaultNow().put('server-a', 'password', SECRET, true)
  const unlock = lockDataFolder(folder)
  expect(() => lockDataFolder(folder)).toThrow('Another Bindery')
  expect(() => rotateMasterKey(config, store)).toThrow('Another Bindery')
  unlock()
  expect(() => readMasterKeys({ ...config, keyFile: join(folder, 'lost.key') }, store)).toThrow('is missing')
})

it('names a key file of another data folder at once, and does not need it to delete', () => {
  const { folder, config, store, vaultNow } = setUp()
  const vault = vaultNow()
  vault.put('server-a', 'password', SECRET, true)
  const other = { ...config, keyFile: join(folder, 'other.key') }
  writeFileSync(other.keyFile, `${Buffer.alloc(32, 9).toString('base64')}\n`)
  expect(() => readMasterKeys(other, store)).toThrow(ConfigError)
  expect(() => readMasterKeys(other, store)).toThrow(
    'other.key is not the one of this data folder: 1 stored secret',
  )
  const secretKey = Buffer.alloc(32, 9)
  expect(() => readMasterKeys({ ...other, secretKey }, store)).toThrow(
    'BINDERY_SECRET_KEY is not the master key',
  )

  const blind = createVault(store, createSealer([secretKey]))
  expect(blind.has('server-a', 'password')).toBe(true)
  expect(() => blind.get('server-a', 'password')).toThrow('is not in the key file')
  blind.dropAll('server-a')
  expect(vault.has('server-a', 'password')).toBe(false)
})

it('keeps a secret in one place: sealed, or in memory', () => {
  const { store, vaultNow } = setUp()
  const vault = vaultNow()
  for (const [value, keep] of [
    ['one', true],
    ['two', false],
    ['three', true],
  ] as const) {
    vault.put('server-a', 'password', value, keep)
    expect(vault.get('server-a', 'password')).toBe(value)
    expect(store.db.prepare('SELECT count(*) AS n FROM secret').get()?.n).toBe(keep ? 1 : 0)
  }
  vault.drop('server-a', 'password')
  expect(vault.has('server-a', 'password')).toBe(false)
})

it('loses no sealed secret to a transaction that is rolled back', () => {
  const { store, vaultNow } = setUp()
  const vault = vaultNow()
  vault.put('server-a', 'password', SECRET, true)
  const failing = () =>
    store.transaction(() => {
      vault.dropAll('server-a')
      throw new Error('disk full')
    })
  expect(failing).toThrow('disk full')
  expect(vault.get('server-a', 'password')).toBe(SECRET)
})

it('drops what belongs to no server and to no run that goes on', () => {
  const { store, vaultNow } = setUp()
  const vault = vaultNow()
  const run = store.db.prepare(
    "INSERT INTO run (id, server_id, server_name, title, script, by_name, created_at, status) VALUES (?, '', '', '', '', '', 0, ?)",
  )
  run.run('goes-on', JSON.stringify({ state: 'cancelling' }))
  run.run('ended', JSON.stringify({ state: 'exited', code: 0 }))
  store.db.exec(
    "INSERT INTO server VALUES ('server-a', 'a', 'a', 'h', 22, 'u', NULL, 'ask', 1, NULL, 't', 's', 0, 'b', NULL, 0)",
  )
  for (const owner of ['server-a', 'forgotten', 'goes-on', 'ended'])
    vault.put(owner, 'password', SECRET, true)
  dropOrphans(store)
  const left = store.db.prepare('SELECT owner FROM secret ORDER BY owner').all()
  expect(left.map(({ owner }) => owner)).toEqual(['goes-on', 'server-a'])
})
