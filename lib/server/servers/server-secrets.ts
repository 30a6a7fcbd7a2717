import { AppError } from '../../shared/problem.ts'
import type { SignInWay } from '../../shared/servers-api.ts'
import type { Credentials } from '../ssh/link-target.ts'
import type { Vault } from '../store/vault.ts'
import type { ServerRecord } from './server-records.ts'

/** What the vault keeps for a server, by kind. */
export type ServerSecret = 'private-key' | 'passphrase' | 'password' | 'sudo-password'

/**
 * Puts what was typed into the vault, in place of all that was there for signing in.
 * A key that Bindery made is always kept (sealed): nobody could type it again.
 */
export function putSignIn(vault: Vault, id: string, signIn: SignInWay, keep: boolean): void {
  for (const kind of ['private-key', 'passphrase', 'password'] satisfies ServerSecret[]) vault.drop(id, kind)
  switch (signIn.kind) {
    case 'key':
      vault.put(id, 'private-key', signIn.privateKey, keep)
      if (signIn.passphrase) vault.put(id, 'passphrase', signIn.passphrase, keep)
      return
    case 'password':
      vault.put(id, 'password', signIn.password, keep)
      return
    case 'own-key':
    case 'agent':
    case 'ask':
      return
  }
}

/**
 * The credentials for the next attempt to sign in.
 * Throws `secret_needed` when a secret was kept in memory only and is gone since a restart.
 */
export function credentialsOf(
  record: ServerRecord,
  vault: Vault,
  agentSocket: string | undefined,
): Credentials {
  switch (record.signIn) {
    case 'own-key':
    case 'key': {
      const privateKey = vault.get(record.id, 'private-key')
      if (privateKey === null) throw gone('key', record)
      const passphrase = vault.get(record.id, 'passphrase')
      return { kind: 'key', privateKey, ...(passphrase === null ? {} : { passphrase }) }
    }
    case 'password': {
      const password = vault.get(record.id, 'password')
      if (password === null) throw gone('password', record)
      return { kind: 'password', password }
    }
    case 'agent':
      if (!agentSocket)
        throw new AppError('agent_missing', 'Bindery runs without an SSH agent.', {
          hint: 'Start it from a session where SSH_AUTH_SOCK is set, or choose another way to sign in.',
        })
      return { kind: 'agent', socket: agentSocket }
    case 'ask':
      return { kind: 'ask' }
  }
}

/** The password for sudo: its own, else the one used to sign in. */
export function sudoPasswordOf(record: ServerRecord, vault: Vault): string | null {
  return vault.get(record.id, 'sudo-password') ?? vault.get(record.id, 'password')
}

function gone(what: 'key' | 'password', record: ServerRecord): AppError {
  return new AppError(
    'secret_needed',
    `The ${what} of ${record.user}@${record.host} was kept in memory only, and Bindery has restarted since.`,
    {
      hint: what === 'password' ? 'Type it again.' : 'Give it again under Settings.',
    },
  )
}
