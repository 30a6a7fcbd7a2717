import { createHash, timingSafeEqual } from 'node:crypto'
import type { Store } from '../store/open-store.ts'
import { canonicalCode, readableCode } from './readable-code.ts'

const KEY = 'setup_code_hash'

/** The one-time code that creates the first account. Closed for good once there is one. */
export interface Setup {
  /** True while nobody has an account. */
  needed(): boolean
  /** A new code (60 bits, only its hash is stored); one given out before is void. Null when set-up is closed. */
  newCode(): string | null
  /** True for the code given out last, however it was typed: case, spaces and dashes do not count. */
  fits(code: string): boolean
  /** Forgets the code. Called in the transaction that adds the first account. */
  close(): void
}

/** The set-up of this store's console. It runs no transaction of its own and never throws. */
export function createSetup(store: Store): Setup {
  const anyone = store.db.prepare('SELECT 1 AS one FROM person LIMIT 1')
  const read = store.db.prepare('SELECT value FROM setting WHERE key = ?')
  const write = store.db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  const remove = store.db.prepare('DELETE FROM setting WHERE key = ?')
  const needed = (): boolean => anyone.get() === undefined
  return {
    needed,
    newCode() {
      if (!needed()) return null
      const code = readableCode(3, 4)
      write.run(KEY, hashOf(code).toString('base64'))
      return code
    },
    fits(code) {
      const stored = read.get(KEY)?.value
      return typeof stored === 'string' && timingSafeEqual(Buffer.from(stored, 'base64'), hashOf(code))
    },
    close() {
      remove.run(KEY)
    },
  }
}

/** Where the code is typed, already filled in. In the fragment, so that no server's log ever has it. */
export function setupLink(origin: string, code: string): string {
  return `${origin}/welcome#code=${code}`
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(canonicalCode(code)).digest()
}
