import { AppError } from '../../shared/problem.ts'
import { generateKey } from '../ssh/generate-key.ts'
import { asComment } from './add-server.ts'
import { connectOnce } from './connect-once.ts'
import { installPublicKey } from './install-key.ts'
import type { Servers } from './servers.ts'

/**
 * Makes a new key for a server, installs it over the link that is up, proves that it signs in, and only then
 * uses it instead of what was used before. A sign-in password that sudo needs stays as the sudo password.
 * Throws what the link throws; then nothing has changed but one more line in authorized_keys.
 */
export async function makeOwnKey(servers: Servers, id: string): Promise<{ publicKey: string }> {
  const record = servers.record(id)
  const link = servers.link(id)
  const key = generateKey(`bindery@${asComment(record.name)}`)
  if (!link) throw new AppError('offline', `${record.name} is not connected.`)
  await installPublicKey(link, key.publicKey)

  const target = servers.target(record)
  await connectOnce(
    { ...target, credentials: { kind: 'key', privateKey: key.privateKey } },
    async () => undefined,
  )

  const password = servers.vault.get(id, 'password')
  if (
    password !== null &&
    servers.vault.get(id, 'sudo-password') === null &&
    link.state.state === 'online' &&
    link.state.rootBy === 'sudo-password'
  )
    servers.vault.put(id, 'sudo-password', password, record.keepsSecrets)
  for (const kind of ['password', 'passphrase']) servers.vault.drop(id, kind)
  servers.vault.put(id, 'private-key', key.privateKey, true)
  servers.admit({ ...servers.record(id), signIn: 'own-key', publicKey: key.publicKey })
  return { publicKey: key.publicKey }
}
