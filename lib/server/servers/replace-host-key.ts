import { AppError } from '../../shared/problem.ts'
import { type Commit, commit } from '../actions/commit.ts'
import { demandHostKey } from './demand-host-key.ts'
import { demandUnchanged } from './demand-unchanged.ts'
import type { Servers } from './servers.ts'

/**
 * Pins another host key in place of the old one: both are named by the person, and the server must show the new
 * one now. Throws `conflict` when somebody replaced it before or meanwhile, `host_key_changed` when a third key
 * shows, `not_found` when the server was forgotten meanwhile.
 */
export async function replaceHostKey(
  servers: Servers,
  id: string,
  keys: { old: string; hostKey: string },
  by: string,
  signal?: AbortSignal,
): Promise<Commit> {
  const seen = servers.record(id)
  if (seen.hostKey.sha256 !== keys.old)
    throw new AppError('conflict', 'The confirmed host key has been replaced meanwhile.', {
      hint: 'Look at the server again before you go on.',
    })
  const address = { host: seen.host, port: seen.port, jump: seen.jumpId }
  const hostKey = await demandHostKey(servers, address, keys.hostKey, signal)
  return commit(
    () => {
      const confirmed = { ...hostKey, confirmedAt: Date.now(), confirmedBy: by }
      const next = { ...demandUnchanged(servers, seen), hostKey: confirmed }
      servers.save(next)
      return next
    },
    (next) => {
      servers.admit(next)
      return {}
    },
  )
}
