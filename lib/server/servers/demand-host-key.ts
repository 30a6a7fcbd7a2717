import { AppError } from '../../shared/problem.ts'
import type { HostKey } from '../../shared/server-row.ts'
import { meet } from '../ssh/meet.ts'
import type { Servers } from './servers.ts'

/**
 * Meets the server and makes sure that its host key is the one a person confirmed a moment ago.
 * Neither user name nor key is sent. Throws `host_key_changed`, and what reaching it throws.
 */
export async function demandHostKey(
  servers: Servers,
  address: { host: string; port: number; jump: string | null },
  confirmed: string,
  signal?: AbortSignal,
): Promise<HostKey> {
  const { hostKey } = await meet(
    { host: address.host, port: address.port, jump: servers.jumpOf(address.jump) },
    signal,
  )
  if (hostKey.sha256 !== confirmed)
    throw new AppError('host_key_changed', `${address.host} showed another key than the one you confirmed.`, {
      hint: 'Nothing was sent. Compare the fingerprints again; if you did not just reinstall it, something sits between you and it.',
      said: `confirmed ${confirmed}, now ${hostKey.sha256}`,
      field: 'hostKey',
    })
  return hostKey
}
