import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it } from 'vitest'
import { openStore } from './open-store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-store-'))
})

describe('openStore', () => {
  it('brings a new file to the newest schema, and opens it again', () => {
    openStore(folder).close()
    const store = openStore(folder)
    expect(store.answers()).toBe(true)
    expect(store.db.prepare('SELECT count(*) AS n FROM person').get()?.n).toBe(0)
    store.close()
    expect(store.answers()).toBe(false)
  })

  it('refuses a file of a newer Bindery and leaves it alone', () => {
    openStore(folder).close()
    const file = new DatabaseSync(join(folder, 'bindery.db'))
    file.exec('PRAGMA user_version = 99')
    file.close()
    expect(() => openStore(folder)).toThrow('newer Bindery')
  })

  it('keeps a copy before it migrates an older file, and all or nothing of a migration', () => {
    const migrations = mkdtempSync(join(tmpdir(), 'bindery-migrations-'))
    writeFileSync(join(migrations, '0001-one.sql'), 'CREATE TABLE one (a TEXT) STRICT;')
    openStore(folder, migrations).close()
    expect(existsSync(join(folder, 'bindery.db.before-2'))).toBe(false)

    writeFileSync(
      join(migrations, '0002-two.sql'),
      'CREATE TABLE two (a TEXT) STRICT; CREATE TABLE one (b TEXT);',
    )
    expect(() => openStore(folder, migrations)).toThrow('already exists')
    expect(existsSync(join(folder, 'bindery.db.before-2'))).toBe(true)

    writeFileSync(join(migrations, '0002-two.sql'), 'CREATE TABLE two (a TEXT) STRICT;')
    const store = openStore(folder, migrations)
    expect(store.db.prepare('PRAGMA user_version').get()?.user_version).toBe(2)
    store.close()
  })

  it('does all of a transaction or nothing', () => {
    const store = openStore(folder)
    const insert = () => store.db.exec("INSERT INTO setting (key, value) VALUES ('a', '1')")
    expect(() =>
      store.transaction(() => {
        insert()
        throw new Error('half way')
      }),
    ).toThrow('half way')
    expect(store.db.prepare('SELECT count(*) AS n FROM setting').get()?.n).toBe(0)
    store.transaction(insert)
    expect(store.db.prepare('SELECT count(*) AS n FROM setting').get()?.n).toBe(1)
    store.close()
  })

  it('refuses to change or delete what the audit holds', () => {
    const store = openStore(folder)
    store.db.exec(
      "INSERT INTO audit VALUES (1, 'a', 1, 'mara', '127.0.0.1', 'server.add', 'x', 'begun', '', NULL)",
    )
    expect(() => store.db.exec("UPDATE audit SET person_name = 'eve'")).toThrow('append-only')
    expect(() => store.db.exec('DELETE FROM audit')).toThrow('append-only')
    store.close()
  })
})
