import { createHmac, randomBytes } from 'node:crypto'
import type { PlanToken } from '../steps/step.ts'
import type { Vault } from '../store/vault.ts'

/** Under which the vault has the key of a server's marks. It is no secret of the person's: it is always kept, sealed. */
const MARK_KEY = 'registry-token-mark-key'

/** How many hexadecimal digits of the hash a mark has: enough that no two tokens ever share one. */
const DIGITS = 32

/**
 * The mark of a registry token: a hash under a key of this server's own. Who has the mark learns nothing of the token,
 * not even by trying likely ones; who has both can be told from who has another. Makes the key where there is none.
 */
export function markToken(vault: Vault, serverId: string, token: string): string {
  const known = vault.get(serverId, MARK_KEY)
  if (known !== null) return hash(known, token)
  const key = randomBytes(32).toString('hex')
  vault.put(serverId, MARK_KEY, key, true)
  return hash(key, token)
}

/** What checks may know of the token whose mark was saved with the plan. */
export function planToken(vault: Vault, serverId: string, mark: string | null): PlanToken {
  return {
    mark,
    // Without a key nothing was ever marked, so nothing is equal to it.
    markOf(token) {
      const key = vault.get(serverId, MARK_KEY)
      return key === null ? '' : hash(key, token)
    },
  }
}

function hash(key: string, token: string): string {
  return createHmac('sha256', key).update(token).digest('hex').slice(0, DIGITS)
}
