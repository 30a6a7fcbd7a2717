import { AppError } from '../../shared/problem.ts'
import type { EditServer } from '../../shared/servers-api.ts'
import { generateKey } from '../ssh/generate-key.ts'
import { asComment } from './add-server.ts'
import { demandHostKey } from './demand-host-key.ts'
import { installWithPassword } from './install-key.ts'
import type { ServerRecord } from './server-records.ts'
import { putSignIn } from './server-secrets.ts'
import type { Servers } from './servers.ts'

/**
 * Changes what Bindery knows of a server and connects anew where that matters.
 * Another address is another machine until its host key was confirmed: `hostKey` is then demanded.
 */
export async function editServer(servers: Servers, id: string, input: EditServer, by: string): Promise<void> {
  const old = servers.record(id)
  const next: ServerRecord = {
    ...old,
    name: input.name?.trim() ?? old.name,
    host: input.host ?? old.host,
    port: input.port ?? old.port,
    user: input.user ?? old.user,
    jumpId: input.jump === undefined ? old.jumpId : input.jump,
    keepsSecrets: input.keepSecrets ?? old.keepsSecrets,
    signIn: input.signIn?.kind ?? old.signIn,
  }
  servers.demandFreeName(next.name, id)
  servers.demandWayThrough(next.jumpId, id)

  const moved = next.host !== old.host || next.port !== old.port || next.jumpId !== old.jumpId
  if (moved) {
    if (input.hostKey === undefined)
      throw new AppError('host_key_unknown', 'Bindery has not met the server at this address.', {
        field: 'hostKey',
        hint: 'Compare and confirm its host key first.',
      })
    const hostKey = await demandHostKey(
      servers,
      { host: next.host, port: next.port, jump: next.jumpId },
      input.hostKey,
    )
    next.hostKey = { ...hostKey, confirmedAt: Date.now(), confirmedBy: by }
    next.facts = null
  }

  if (input.signIn?.kind === 'own-key') {
    const key = generateKey(`bindery@${asComment(next.name)}`)
    next.publicKey = key.publicKey
    if (input.signIn.installPassword !== undefined)
      await installWithPassword(
        servers,
        next,
        key.publicKey,
        input.signIn.installPassword,
        input.root?.sudoPassword ?? null,
      )
    putSignIn(servers.vault, id, input.signIn, true)
    servers.vault.put(id, 'private-key', key.privateKey, true)
  } else if (input.signIn) {
    next.publicKey = null
    putSignIn(servers.vault, id, input.signIn, next.keepsSecrets)
  } else if (next.keepsSecrets !== old.keepsSecrets) {
    keepOrForget(servers, next)
  }
  if (input.root?.sudoPassword !== undefined) {
    if (input.root.sudoPassword === '') servers.vault.drop(id, 'sudo-password')
    else servers.vault.put(id, 'sudo-password', input.root.sudoPassword, next.keepsSecrets)
  }

  const connectsOtherwise =
    moved || next.user !== old.user || input.signIn !== undefined || input.root !== undefined
  if (connectsOtherwise) servers.admit(next)
  else servers.update(id, next)
}

/** Moves what this process knows into the database or out of it. A key of Bindery's own making stays. */
function keepOrForget(servers: Servers, record: ServerRecord): void {
  for (const kind of ['private-key', 'passphrase', 'password', 'sudo-password']) {
    const value = servers.vault.get(record.id, kind)
    const own = kind === 'private-key' && record.signIn === 'own-key'
    if (value !== null) servers.vault.put(record.id, kind, value, own || record.keepsSecrets)
  }
}
