import type { ServerRow } from '../../shared/server-row.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import type { Vault } from '../store/vault.ts'
import type { ServerRecord } from './server-records.ts'

/** What everybody may see of a server. */
export function serverRow(
  record: ServerRecord,
  link: ServerLink,
  jump: ServerRecord | null,
  vault: Vault,
): ServerRow {
  return {
    id: record.id,
    name: record.name,
    host: record.host,
    port: record.port,
    user: record.user,
    signIn: record.signIn,
    needsSecret: needsSecret(record, link, vault),
    keepsSecrets: record.keepsSecrets,
    jump: jump && { id: jump.id, name: jump.name },
    hostKey: record.hostKey,
    publicKey: record.publicKey,
    sessions: link.sessions,
    link: link.state,
    facts: record.facts,
    addedAt: record.addedAt,
  }
}

function needsSecret(record: ServerRecord, link: ServerLink, vault: Vault): boolean {
  if (link.state.state === 'refused' && ASKS_FOR_SECRET.has(link.state.problem.code)) return true
  return record.signIn === 'password' && !vault.has(record.id, 'password')
}

/** A person can mend these by typing something. */
const ASKS_FOR_SECRET: ReadonlySet<string> = new Set([
  'secret_needed',
  'ssh_wrong_password',
  'passphrase_wrong',
  'sudo_wrong_password',
])
