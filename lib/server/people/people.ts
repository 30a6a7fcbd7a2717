import * as z from 'zod/mini'
import { type Role, roles } from '../../shared/account-api.ts'
import { AppError } from '../../shared/problem.ts'
import { newId } from '../store/ids.ts'
import { nameKey } from '../store/name-key.ts'
import type { Store } from '../store/open-store.ts'

/** Someone with an account. Times in milliseconds since the epoch. */
export interface Person {
  id: string
  name: string
  role: Role
  passwordHash: string
  addedAt: number
  /** Null until the first sign-in. */
  lastSeenAt: number | null
}

/** The accounts. Synchronous, and free of transactions of its own: callers group what belongs together. */
export interface People {
  /** By name. */
  all(): Person[]
  /** Throws `not_found`. */
  get(id: string): Person
  /** Whoever has this name, in whatever case; null when nobody has. */
  byName(name: string): Person | null
  /** Throws `conflict` when the name is taken; names differ by more than case. */
  add(person: { name: string; role: Role; passwordHash: string }): Person
  /** Throws `not_found`, or `conflict` when it would leave no administrator. */
  setRole(id: string, role: Role): void
  /** Throws `not_found`. Ends no session: that is the caller's to do. */
  setPassword(id: string, passwordHash: string): void
  /** Throws `conflict` for the last administrator. Sessions go with the person. */
  remove(id: string): void
}

const personRow = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  password_hash: z.string(),
  added_at: z.int(),
  last_seen_at: z.nullable(z.int()),
})

/** The accounts in this store. `now`: milliseconds since the epoch. */
export function createPeople(store: Store, now: () => number = Date.now): People {
  const { db } = store
  const all = db.prepare('SELECT * FROM person ORDER BY name_key')
  const byId = db.prepare('SELECT * FROM person WHERE id = ?')
  const byKey = db.prepare('SELECT * FROM person WHERE name_key = ?')
  const insert = db.prepare(
    'INSERT INTO person (id, name, name_key, role, password_hash, added_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const updateRole = db.prepare('UPDATE person SET role = ? WHERE id = ?')
  const updatePassword = db.prepare('UPDATE person SET password_hash = ? WHERE id = ?')
  const deleteOne = db.prepare('DELETE FROM person WHERE id = ?')
  const otherAdministrators = db.prepare(
    "SELECT count(*) AS n FROM person WHERE role = 'administrator' AND id <> ?",
  )

  const keepAnAdministrator = (person: Person, what: string): void => {
    if (person.role !== 'administrator' || Number(otherAdministrators.get(person.id)?.n) > 0) return
    throw new AppError('conflict', `${person.name} is the last administrator and cannot be ${what}.`, {
      hint: 'Make somebody else an administrator first.',
    })
  }

  const people: People = {
    all: () => all.all().map(fromRow),
    get(id) {
      const found = byId.get(id)
      if (!found)
        throw new AppError('not_found', 'There is no such user.', { hint: 'The user may have been removed.' })
      return fromRow(found)
    },
    byName(name) {
      const found = byKey.get(nameKey(name))
      return found ? fromRow(found) : null
    },
    add({ name, role, passwordHash }) {
      if (people.byName(name))
        throw new AppError('conflict', `There is already a user named ${name}.`, { field: 'name' })
      const id = newId()
      insert.run(id, name, nameKey(name), role, passwordHash, now())
      return people.get(id)
    },
    setRole(id, role) {
      const person = people.get(id)
      if (role !== 'administrator') keepAnAdministrator(person, 'made a viewer')
      updateRole.run(role, id)
    },
    setPassword(id, passwordHash) {
      updatePassword.run(passwordHash, people.get(id).id)
    },
    remove(id) {
      keepAnAdministrator(people.get(id), 'removed')
      deleteOne.run(id)
    },
  }
  return people
}

function fromRow(found: unknown): Person {
  const row = personRow.parse(found)
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    passwordHash: row.password_hash,
    addedAt: row.added_at,
    lastSeenAt: row.last_seen_at,
  }
}
