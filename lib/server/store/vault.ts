import type { Store } from './open-store.ts'
import type { Sealer } from './seal.ts'

/**
 * Secrets by owner and kind. What is to be kept is sealed into the database; the rest lives in this process
 * alone and is gone with it.
 */
export interface Vault {
  get(owner: string, kind: string): string | null
  put(owner: string, kind: string, value: string, keep: boolean): void
  drop(owner: string, kind: string): void
  dropAll(owner: string): void
  /** The kinds of secrets that are here for this owner. */
  kinds(owner: string): string[]
}

export function createVault(store: Store, sealer: Sealer): Vault {
  const memory = new Map<string, Map<string, string>>()
  const select = store.db.prepare('SELECT kind, sealed FROM secret WHERE owner = ?')
  const insert = store.db.prepare(
    'INSERT INTO secret (owner, kind, sealed) VALUES (?, ?, ?) ON CONFLICT (owner, kind) DO UPDATE SET sealed = excluded.sealed',
  )
  const remove = store.db.prepare('DELETE FROM secret WHERE owner = ? AND kind = ?')
  const place = (owner: string, kind: string): string => `secret/${owner}/${kind}`

  /** Read once per owner; rotating the master key meanwhile does not disturb what is held here. */
  const held = (owner: string): Map<string, string> => {
    const known = memory.get(owner)
    if (known) return known
    const values = new Map(
      select
        .all(owner)
        .map(
          (row) =>
            [String(row.kind), sealer.open(place(owner, String(row.kind)), String(row.sealed))] as const,
        ),
    )
    memory.set(owner, values)
    return values
  }

  return {
    get: (owner, kind) => held(owner).get(kind) ?? null,
    put(owner, kind, value, keep) {
      held(owner).set(kind, value)
      if (keep) insert.run(owner, kind, sealer.seal(place(owner, kind), value))
      else remove.run(owner, kind)
    },
    drop(owner, kind) {
      held(owner).delete(kind)
      remove.run(owner, kind)
    },
    dropAll(owner) {
      for (const kind of held(owner).keys()) remove.run(owner, kind)
      memory.delete(owner)
    },
    kinds: (owner) => [...held(owner).keys()],
  }
}
