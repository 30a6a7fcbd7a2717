import type { AddServer } from '../../shared/servers-api.ts'
import { generateKey } from '../ssh/generate-key.ts'
import { newId } from '../store/ids.ts'
import { demandHostKey } from './demand-host-key.ts'
import { installWithPassword } from './install-key.ts'
import type { ServerRecord } from './server-records.ts'
import { putSignIn } from './server-secrets.ts'
import type { Servers } from './servers.ts'

/**
 * Adds a server whose host key a person has confirmed, and connects to it. With a key of its own and the
 * password given once, the key is put in place first and the password forgotten; nothing is saved when that fails.
 * Throws `conflict` (name taken), `host_key_changed`, and what signing in throws.
 */
export async function addServer(servers: Servers, input: AddServer, by: string): Promise<{ id: string }> {
  const name = input.name.trim()
  servers.demandFreeName(name)
  servers.demandWayThrough(input.jump)
  const hostKey = await demandHostKey(servers, input, input.hostKey)
  const record: ServerRecord = {
    id: newId(),
    name,
    host: input.host,
    port: input.port,
    user: input.user,
    jumpId: input.jump,
    signIn: input.signIn.kind,
    keepsSecrets: input.keepSecrets,
    publicKey: null,
    hostKey: { ...hostKey, confirmedAt: Date.now(), confirmedBy: by },
    facts: null,
    addedAt: Date.now(),
  }
  if (input.signIn.kind === 'own-key') {
    const key = generateKey(`bindery@${asComment(name)}`)
    record.publicKey = key.publicKey
    if (input.signIn.installPassword !== undefined)
      await installWithPassword(
        servers,
        record,
        key.publicKey,
        input.signIn.installPassword,
        input.root.sudoPassword ?? null,
      )
    servers.vault.put(record.id, 'private-key', key.privateKey, true)
  } else {
    putSignIn(servers.vault, record.id, input.signIn, input.keepSecrets)
  }
  if (input.root.sudoPassword)
    servers.vault.put(record.id, 'sudo-password', input.root.sudoPassword, input.keepSecrets)
  // Two people may have chosen the same name while the server was being asked.
  try {
    servers.demandFreeName(name)
    servers.admit(record)
  } catch (error) {
    servers.vault.dropAll(record.id)
    throw error
  }
  return { id: record.id }
}

/** The comment of a key stands in authorized_keys: one word of plain characters. */
export function asComment(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 40) || 'server'
}
