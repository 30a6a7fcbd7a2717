import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The console's database: one file, WAL, STRICT tables. All calls are synchronous and take well under 1 ms. */
export interface Store {
  readonly db: DatabaseSync
  /** Runs `work` in one transaction: all of it or none. Transactions do not nest. */
  transaction<T>(work: () => T): T
  /** True while the database answers. */
  answers(): boolean
  close(): void
}

const MIGRATIONS = join(import.meta.dirname, 'migrations')

/**
 * Opens (or creates) `bindery.db` in the data folder and brings its schema forward.
 * Before the first migration of an existing file a copy is kept as `bindery.db.before-N`.
 * Throws when the file is newer than this version of Bindery.
 */
export function openStore(dataFolder: string, migrations: string = MIGRATIONS): Store {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const file = join(dataFolder, 'bindery.db')
  const existed = existsSync(file)
  const db = new DatabaseSync(file)
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;',
  )
  const store: Store = {
    db,
    transaction(work) {
      db.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        db.exec('COMMIT')
        return result
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    },
    answers() {
      try {
        return db.isOpen && db.prepare('SELECT 1 AS one').get()?.one === 1
      } catch {
        return false
      }
    },
    close() {
      if (!db.isOpen) return
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
  try {
    migrate(store, migrations, existed ? file : null)
  } catch (error) {
    db.close()
    throw error
  }
  return store
}

function migrate(store: Store, folder: string, existing: string | null): void {
  const version = Number(store.db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  const migrations = readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
  if (version > migrations.length)
    throw new Error(
      `The data folder was written by a newer Bindery (schema ${version}, this one knows ${migrations.length}). Start that version, or restore a backup.`,
    )
  if (existing && version > 0 && version < migrations.length) {
    store.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    copyFileSync(existing, `${existing}.before-${version + 1}`)
  }
  for (const [index, name] of migrations.entries()) {
    if (index < version) continue
    store.transaction(() => {
      store.db.exec(readFileSync(join(folder, name), 'utf8'))
      store.db.exec(`PRAGMA user_version = ${index + 1}`)
    })
  }
}
