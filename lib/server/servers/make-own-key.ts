import { AppError } from '../../shared/problem.ts'
import { type Commit, commit } from '../actions/commit.ts'
import { connectOnce } from './connect-once.ts'
import { demandUnchanged } from './demand-unchanged.ts'
import { installPublicKey, removePublicKey } from './install-key.ts'
import { ownKey } from './own-key.ts'
import type { ServerRecord } from './server-records.ts'
import type { Servers } from './servers.ts'

/**
 * Makes a new key for a server, installs it over the link that is up, proves that it signs in, and only then
 * uses it instead of what was used before. A sign-in password that sudo needs stays as the sudo password.
 * The key that Bindery made before is taken out of authorized_keys once the new one is in use: whoever has it is shut
 * out. Answers with the public key, and whether the old one is gone (null: there was none). Throws what the link throws, `conflict` or `not_found` when the server was changed or
 * forgotten meanwhile; then nothing has changed but one more line in authorized_keys.
 */
export async function makeOwnKey(servers: Servers, id: string, signal?: AbortSignal): Promise<Commit> {
  const seen = servers.record(id)
  const link = servers.link(id)
  if (!link) throw new AppError('offline', `${seen.name} is not connected.`)
  const key = ownKey(seen)
  await installPublicKey(link, key.publicKey, signal)

  const target = {
    ...servers.target(seen),
    credentials: { kind: 'key', privateKey: key.privateKey } as const,
  }
  await connectOnce(target, async () => undefined, { signal })

  return commit(
    () => {
      const next: ServerRecord = {
        ...demandUnchanged(servers, seen),
        signIn: 'own-key',
        publicKey: key.publicKey,
      }
      const password = servers.vault.get(id, 'password')
      const sudoAsks = link.state.state === 'online' && link.state.rootBy === 'sudo-password'
      if (password !== null && !servers.vault.has(id, 'sudo-password') && sudoAsks)
        servers.vault.put(id, 'sudo-password', password, next.keepsSecrets)
      for (const kind of ['password', 'passphrase']) servers.vault.drop(id, kind)
      servers.vault.put(id, 'private-key', key.privateKey, true)
      servers.save(next)
      return next
    },
    async (next) => {
      servers.admit(next)
      const old = seen.publicKey
      const oldKeyRemoved =
        old === null
          ? null
          : await connectOnce(target, (shell) => removePublicKey(shell, old), { asRoot: false }).catch(
              () => false,
            )
      return { publicKey: key.publicKey, oldKeyRemoved }
    },
  )
}
