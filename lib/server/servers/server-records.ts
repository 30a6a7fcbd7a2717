import * as z from 'zod/mini'
import type { Facts } from '../../shared/facts.ts'
import type { SignInKind } from '../../shared/server-row.ts'
import { nameKey } from '../store/name-key.ts'
import type { Store } from '../store/open-store.ts'

/** A server as the database keeps it: no secrets (those are in the vault under the same id). */
export interface ServerRecord {
  id: string
  name: string
  host: string
  port: number
  user: string
  jumpId: string | null
  signIn: SignInKind
  keepsSecrets: boolean
  publicKey: string | null
  hostKey: { type: string; sha256: string; confirmedAt: number; confirmedBy: string }
  facts: Facts | null
  addedAt: number
}

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  host: z.string(),
  port: z.number(),
  user: z.string(),
  jump_id: z.nullable(z.string()),
  sign_in: z.enum(['own-key', 'key', 'password', 'agent', 'ask']),
  keeps_secrets: z.number(),
  public_key: z.nullable(z.string()),
  host_key_type: z.string(),
  host_key_sha256: z.string(),
  host_key_confirmed_at: z.number(),
  host_key_confirmed_by: z.string(),
  facts: z.nullable(z.string()),
  added_at: z.number(),
})

export interface ServerRecords {
  all(): ServerRecord[]
  /** Inserts or replaces by id. */
  save(record: ServerRecord): void
  remove(id: string): void
}

/** The table of servers. Free of transactions of its own: callers group what belongs together. */
export function createServerRecords(store: Store): ServerRecords {
  const select = store.db.prepare('SELECT * FROM server ORDER BY added_at')
  const upsert = store.db.prepare(`
    INSERT INTO server (id, name, name_key, host, port, user, jump_id, sign_in, keeps_secrets, public_key,
      host_key_type, host_key_sha256, host_key_confirmed_at, host_key_confirmed_by, facts, added_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, host = excluded.host,
      port = excluded.port, user = excluded.user, jump_id = excluded.jump_id, sign_in = excluded.sign_in,
      keeps_secrets = excluded.keeps_secrets, public_key = excluded.public_key,
      host_key_type = excluded.host_key_type, host_key_sha256 = excluded.host_key_sha256,
      host_key_confirmed_at = excluded.host_key_confirmed_at, host_key_confirmed_by = excluded.host_key_confirmed_by,
      facts = excluded.facts`)
  const remove = store.db.prepare('DELETE FROM server WHERE id = ?')
  return {
    all: () => select.all().map((row) => fromRow(rowSchema.parse(row))),
    save(record) {
      upsert.run(
        record.id,
        record.name,
        nameKey(record.name),
        record.host,
        record.port,
        record.user,
        record.jumpId,
        record.signIn,
        record.keepsSecrets ? 1 : 0,
        record.publicKey,
        record.hostKey.type,
        record.hostKey.sha256,
        record.hostKey.confirmedAt,
        record.hostKey.confirmedBy,
        record.facts ? JSON.stringify(record.facts) : null,
        record.addedAt,
      )
    },
    remove: (id) => void remove.run(id),
  }
}

function fromRow(row: z.infer<typeof rowSchema>): ServerRecord {
  return {
    id: row.id,
    name: row.name,
    host: row.host,
    port: row.port,
    user: row.user,
    jumpId: row.jump_id,
    signIn: row.sign_in,
    keepsSecrets: row.keeps_secrets === 1,
    publicKey: row.public_key,
    hostKey: {
      type: row.host_key_type,
      sha256: row.host_key_sha256,
      confirmedAt: row.host_key_confirmed_at,
      confirmedBy: row.host_key_confirmed_by,
    },
    // Written by this program alone, so it is trusted; an older shape only means looking again.
    facts: row.facts === null ? null : (JSON.parse(row.facts) as Facts),
    addedAt: row.added_at,
  }
}
