import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import type { Store } from '../store/open-store.ts'
import { createSealer, KEY_ID_IN_SQL, keyIdOf } from '../store/seal.ts'
import { type Config, ConfigError } from './config.ts'
import { lockDataFolder } from './lock-data-folder.ts'

/**
 * The master keys, newest first: from BINDERY_SECRET_KEY, else from the key file (base64, one a line), which is
 * made with mode 0600 when it is missing. It guards backups of the database, not a stolen disk: both lie there.
 * Throws ConfigError when one that a stored secret needs is not among them.
 */
export function readMasterKeys(config: Config, store: Store): Buffer[] {
  const inFile = existsSync(config.keyFile) ? parseKeys(config.keyFile) : []
  const keys = config.secretKey ? [config.secretKey, ...inFile] : inFile
  demandAllKeys(config, store, keys)
  if (keys.length > 0) return keys
  const key = randomBytes(32)
  writeKeys(config.keyFile, [key])
  return [key]
}

/**
 * Makes a new master key, seals every secret with it anew, and drops the old ones. The console must be stopped:
 * a running one would go on sealing with the old key. A crash in between leaves a key file with both keys.
 * @returns how many secrets were sealed again.
 */
export function rotateMasterKey(config: Config, store: Store): number {
  if (config.secretKey)
    throw new ConfigError(
      'The master key comes from BINDERY_SECRET_KEY, so Bindery cannot replace it. Use a key file to rotate it.',
    )
  const unlock = lockDataFolder(config.dataFolder)
  try {
    return sealAnew(config, store)
  } finally {
    unlock()
  }
}

function demandAllKeys(config: Config, store: Store, keys: readonly Buffer[]): void {
  const known = new Set(keys.map(keyIdOf))
  const missing = store.db
    .prepare(`SELECT ${KEY_ID_IN_SQL} AS id, count(*) AS n FROM secret GROUP BY id`)
    .all()
    .filter(({ id }) => !known.has(String(id)))
  if (missing.length === 0) return
  const count = missing.reduce((sum, { n }) => sum + Number(n), 0)
  const secrets = count === 1 ? '1 stored secret needs' : `${count} stored secrets need`
  if (keys.length === 0)
    throw new ConfigError(
      `The key file ${config.keyFile} is missing, and ${secrets} it. Restore it from the backup, or set --key-file to where it is.`,
    )
  const given = config.secretKey
    ? 'BINDERY_SECRET_KEY is not the master key'
    : `The key file ${config.keyFile} is not the one`
  const ids = missing.map(({ id }) => String(id)).join(', ')
  throw new ConfigError(
    `${given} of this data folder: ${secrets} key ${ids}. Give the key that belongs to it, from the backup.`,
  )
}

function sealAnew(config: Config, store: Store): number {
  const old = readMasterKeys(config, store)
  const fresh = randomBytes(32)
  writeKeys(config.keyFile, [fresh, ...old])
  const sealer = createSealer([fresh, ...old])
  const count = store.transaction(() => {
    const rows = store.db.prepare('SELECT owner, kind, sealed FROM secret').all()
    const update = store.db.prepare('UPDATE secret SET sealed = ? WHERE owner = ? AND kind = ?')
    for (const row of rows) {
      const place = `secret/${row.owner}/${row.kind}`
      update.run(
        sealer.seal(place, sealer.open(place, String(row.sealed))),
        String(row.owner),
        String(row.kind),
      )
    }
    return rows.length
  })
  writeKeys(config.keyFile, [fresh])
  return count
}

function parseKeys(file: string): Buffer[] {
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600)
  const keys = readFileSync(file, 'utf8')
    .split('\n')
    .filter((text) => text.trim() !== '')
    .map((text) => Buffer.from(text, 'base64'))
  if (keys.length === 0 || keys.some((key) => key.length !== 32))
    throw new ConfigError(`The key file ${file} is damaged. Allowed: 32 bytes in base64 on each line.`)
  return keys
}

/** Written whole and renamed, so that a crash leaves either the old file or the new one. */
function writeKeys(file: string, keys: readonly Buffer[]): void {
  const fd = openSync(`${file}.new`, 'w', 0o600)
  writeSync(fd, `${keys.map((key) => key.toString('base64')).join('\n')}\n`)
  fsyncSync(fd)
  closeSync(fd)
  renameSync(`${file}.new`, file)
}
