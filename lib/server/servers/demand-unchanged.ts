import { AppError } from '../../shared/problem.ts'
import type { ServerRecord } from './server-records.ts'
import type { Servers } from './servers.ts'

/**
 * The present record of a server, if it still is the machine that was `seen` before a wait: what was asked of that
 * machine, or left on it, may not be written over another one. Name, facts and secrets may have changed.
 * Throws `not_found` when it was forgotten meanwhile, `conflict` when its address, user or host key was changed.
 */
export function demandUnchanged(servers: Servers, seen: ServerRecord): ServerRecord {
  const present = servers.record(seen.id)
  const same =
    present.host === seen.host &&
    present.port === seen.port &&
    present.jumpId === seen.jumpId &&
    present.user === seen.user &&
    present.hostKey.sha256 === seen.hostKey.sha256
  if (same) return present
  throw new AppError('conflict', `Somebody else changed how ${present.name} is reached meanwhile.`, {
    hint: 'Nothing was saved. Look at the server again before you go on.',
  })
}
