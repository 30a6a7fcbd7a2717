import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadConfig } from '../config/config.ts'
import { lockDataFolder } from '../config/lock-data-folder.ts'
import { readMasterKeys, rotateMasterKey } from '../config/master-keys.ts'
import { openStore } from './open-store.ts'
import { createSealer, keyIdOf } from './seal.ts'
import { createVault } from './vault.ts'

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
