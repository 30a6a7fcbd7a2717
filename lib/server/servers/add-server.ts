import type { AddServer } from '../../shared/servers-api.ts'
import { type Commit, commit } from '../actions/commit.ts'
import { newId } from '../store/ids.ts'
import { demandHostKey } from './demand-host-key.ts'
import { installWithPassword } from './install-key.ts'
import { ownKey } from './own-key.ts'
import type { ServerRecord } from './server-records.ts'
import { putSignIn } from './server-secrets.ts'
import type { Servers } from './servers.ts'

/**
 * Adds a server whose host key a person has confirmed, and connects to it; answers with its id. With a key of its own
 * and the password given once, the key is put in place first and the password forgotten; nothing is saved when that
 * fails. Throws `conflict` (name taken), `host_key_changed`, and what signing in throws.
 */
export async function addServer(
  servers: Servers,
  input: AddServer,
  by: string,
  signal?: AbortSignal,
): Promise<Commit> {
  servers.demandFreeName(input.name)
  servers.demandWayThrough(input.jump)
  const hostKey = await demandHostKey(servers, input, input.hostKey, signal)
  const key = input.signIn.kind === 'own-key' ? ownKey(input) : null
  const record: ServerRecord = {
    id: newId(),
    name: input.name,
    host: input.host,
    port: input.port,
    user: input.user,
    jumpId: input.jump,
    signIn: input.signIn.kind,
    keepsSecrets: input.keepSecrets,
    publicKey: key?.publicKey ?? null,
    hostKey: { ...hostKey, confirmedAt: Date.now(), confirmedBy: by },
    facts: null,
    addedAt: Date.now(),
  }
  if (input.signIn.kind === 'own-key' && key && input.signIn.installPassword !== undefined)
    await installWithPassword(servers, record, key.publicKey, input.signIn.installPassword, signal)
  return commit(
    () => {
      // While the server was asked, somebody may have taken the name or forgotten the server on the way.
      servers.demandFreeName(record.name)
      servers.demandWayThrough(record.jumpId)
      servers.save(record)
      putSignIn(servers.vault, record.id, input.signIn, input.keepSecrets)
      if (key) servers.vault.put(record.id, 'private-key', key.privateKey, true)
      if (input.root.sudoPassword)
        servers.vault.put(record.id, 'sudo-password', input.root.sudoPassword, input.keepSecrets)
    },
    () => {
      servers.admit(record)
      return { id: record.id }
    },
  )
}
