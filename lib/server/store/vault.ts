import type { Store } from './open-store.ts'
import type { Sealer } from './seal.ts'

/**
 * Secrets by owner and kind. What is to be kept is sealed into the database; the rest lives in this process alone
 * and is gone with it. Kept ones follow the transaction they are changed in, those in memory do not: when it is
 * rolled back they may be missing, and a person is asked again.
 */
export interface Vault {
  /** Throws when the sealed value was tampered with. */
  get(owner: string, kind: string): string | null
  /** Whether it is here. Opens nothing, so it answers for a value that cannot be read as well. */
  has(owner: string, kind: string): boolean
  put(owner: string, kind: string, value: string, keep: boolean): void
  drop(owner: string, kind: string): void
  dropAll(owner: string): void
}

/** A vault over the table `secret`. Sealed values are opened when they are asked for and never held. */
export function createVault(store: Store, sealer: Sealer): Vault {
  const memory = new Map<string, Map<string, string>>()
  const select = store.db.prepare('SELECT sealed FROM secret WHERE owner = ? AND kind = ?')
  const insert = store.db.prepare(
    'INSERT INTO secret (owner, kind, sealed) VALUES (?, ?, ?) ON CONFLICT (owner, kind) DO UPDATE SET sealed = excluded.sealed',
  )
  const remove = store.db.prepare('DELETE FROM secret WHERE owner = ? AND kind = ?')
  const removeAll = store.db.prepare('DELETE FROM secret WHERE owner = ?')
  const place = (owner: string, kind: string): string => `secret/${owner}/${kind}`

  return {
    get(owner, kind) {
      const row = select.get(owner, kind)
      if (row) return sealer.open(place(owner, kind), String(row.sealed))
      return memory.get(owner)?.get(kind) ?? null
    },
    has: (owner, kind) => memory.get(owner)?.has(kind) === true || select.get(owner, kind) !== undefined,
    put(owner, kind, value, keep) {
      if (keep) {
        insert.run(owner, kind, sealer.seal(place(owner, kind), value))
        memory.get(owner)?.delete(kind)
      } else {
        remove.run(owner, kind)
        const held = memory.get(owner) ?? new Map<string, string>()
        memory.set(owner, held.set(kind, value))
      }
    },
    drop(owner, kind) {
      remove.run(owner, kind)
      memory.get(owner)?.delete(kind)
    },
    dropAll(owner) {
      removeAll.run(owner)
      memory.delete(owner)
    },
  }
}

/**
 * Deletes sealed secrets that belong to nothing any more: neither to a server nor to a run that has not ended. Done
 * at the engine's start, for what an earlier one left when it died. Opens none of them.
 */
export function dropOrphans(store: Store): void {
  store.db.exec(`
    DELETE FROM secret
    WHERE owner NOT IN (SELECT id FROM server)
      AND owner NOT IN (SELECT id FROM run
        WHERE status ->> 'state' IN ('queued', 'starting', 'running', 'cancelling'))`)
}
