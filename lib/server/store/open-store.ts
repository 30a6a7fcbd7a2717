import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The console's database: one file, WAL, STRICT tables. All calls are synchronous and take well under 1 ms. */
export interface Store {
  readonly db: DatabaseSync
  /** Runs `work` in one transaction: all of it or none. Transactions do not nest. */
  transaction<T>(work: () => T): T
  /** True while the database can be read and written. Tries a write at most every 5 seconds. */
  answers(): boolean
  close(): void
}

const PROBE_EVERY_MS = 5_000
const PROBE_BYTES = 16 * 1024

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
  let probe = { ok: true, until: Number.NEGATIVE_INFINITY }
  const store: Store = {
    db,
    transaction(work) {
      db.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        db.exec('COMMIT')
        return result
      } catch (error) {
        // A full disk has rolled it back already: https://www.sqlite.org/lang_transaction.html, 3.1.
        if (db.isTransaction) db.exec('ROLLBACK')
        throw error
      }
    },
    answers() {
      if (!db.isOpen) return false
      if (performance.now() < probe.until || db.isTransaction) return probe.ok
      probe = { ok: writes(store), until: performance.now() + PROBE_EVERY_MS }
      return probe.ok
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

/**
 * Writes some new pages and takes them back. Committed, because a transaction that is rolled back never comes to
 * the disk: WAL mode writes at the commit.
 */
function writes({ db, transaction }: Store): boolean {
  try {
    transaction(() => {
      db.prepare("INSERT OR REPLACE INTO setting (key, value) VALUES ('write_probe', ?)").run(
        'x'.repeat(PROBE_BYTES),
      )
    })
    transaction(() => db.exec("DELETE FROM setting WHERE key = 'write_probe'"))
    return true
  } catch {
    return false
  }
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
