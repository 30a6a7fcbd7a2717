import { AppError } from '../../shared/problem.ts'
import type { EditServer } from '../../shared/servers-api.ts'
import { type Commit, commit } from '../actions/commit.ts'
import { demandHostKey } from './demand-host-key.ts'
import { demandUnchanged } from './demand-unchanged.ts'
import { installWithPassword } from './install-key.ts'
import { ownKey } from './own-key.ts'
import { keptSudoPassword, proveSignIn } from './prove-sign-in.ts'
import type { ServerRecord } from './server-records.ts'
import { putSignIn } from './server-secrets.ts'
import type { Servers } from './servers.ts'

/**
 * Changes what Bindery knows of a server and connects anew where that matters. Another address is another machine
 * until its host key was confirmed: `hostKey` is then demanded. Another way to sign in is tried first: what works is
 * given up only for what works too. What changes is put on the record as it is in the
 * end, not as it was before the network was asked.
 * Throws `conflict` (name taken, or the server changed meanwhile), `host_key_unknown`, `host_key_changed`,
 * `not_found`, and what signing in throws.
 */
export async function editServer(
  servers: Servers,
  id: string,
  input: EditServer,
  by: string,
  signal?: AbortSignal,
): Promise<Commit> {
  const seen = servers.record(id)
  const change = changeOf(input)
  const planned = { ...seen, ...change }
  servers.demandFreeName(planned.name, id)
  servers.demandWayThrough(planned.jumpId, id)

  const moved = planned.host !== seen.host || planned.port !== seen.port || planned.jumpId !== seen.jumpId
  if (moved) {
    if (input.hostKey === undefined)
      throw new AppError('host_key_unknown', 'Bindery has not met the server at this address.', {
        field: 'hostKey',
        hint: 'Compare and confirm its host key first.',
      })
    const address = { host: planned.host, port: planned.port, jump: planned.jumpId }
    const hostKey = await demandHostKey(servers, address, input.hostKey, signal)
    change.hostKey = { ...hostKey, confirmedAt: Date.now(), confirmedBy: by }
    change.facts = null
  }
  const key = input.signIn?.kind === 'own-key' ? ownKey(planned) : null
  if (input.signIn) change.publicKey = key?.publicKey ?? null
  const meant = { ...planned, ...change }
  if (input.signIn?.kind === 'own-key' && key && input.signIn.installPassword !== undefined)
    await installWithPassword(servers, meant, key.publicKey, input.signIn.installPassword, signal)
  const sudoPassword = keptSudoPassword(servers, seen, input)
  await proveSignIn(servers, meant, input, key?.privateKey ?? null, sudoPassword, signal)

  return commit(
    () => {
      const present = demandUnchanged(servers, seen)
      const next: ServerRecord = { ...present, ...change }
      servers.demandFreeName(next.name, id)
      servers.demandWayThrough(next.jumpId, id)
      servers.save(next)
      if (input.signIn) putSignIn(servers.vault, id, input.signIn, next.keepsSecrets)
      if (sudoPassword !== null) servers.vault.put(id, 'sudo-password', sudoPassword, next.keepsSecrets)
      if (key) servers.vault.put(id, 'private-key', key.privateKey, true)
      if (next.keepsSecrets !== present.keepsSecrets) keepOrForget(servers, next)
      if (input.root?.sudoPassword === '') servers.vault.drop(id, 'sudo-password')
      else if (input.root?.sudoPassword !== undefined)
        servers.vault.put(id, 'sudo-password', input.root.sudoPassword, next.keepsSecrets)
      return { next, userChanged: next.user !== present.user }
    },
    ({ next, userChanged }) => {
      if (moved || userChanged || input.signIn !== undefined || input.root !== undefined) servers.admit(next)
      else servers.take(next)
      return {}
    },
  )
}

/** Only what was asked for: everything else stays as it is when this is put on the record. */
function changeOf(input: EditServer): Partial<ServerRecord> {
  return {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.host === undefined ? {} : { host: input.host }),
    ...(input.port === undefined ? {} : { port: input.port }),
    ...(input.user === undefined ? {} : { user: input.user }),
    ...(input.jump === undefined ? {} : { jumpId: input.jump }),
    ...(input.keepSecrets === undefined ? {} : { keepsSecrets: input.keepSecrets }),
    ...(input.signIn === undefined ? {} : { signIn: input.signIn.kind }),
  }
}

/** Moves what this process knows into the database or out of it. A key of Bindery's own making stays. */
function keepOrForget(servers: Servers, record: ServerRecord): void {
  for (const kind of ['private-key', 'passphrase', 'password', 'sudo-password']) {
    const value = servers.vault.get(record.id, kind)
    const own = kind === 'private-key' && record.signIn === 'own-key'
    if (value !== null) servers.vault.put(record.id, kind, value, own || record.keepsSecrets)
  }
}
