import { AppError } from '../../shared/problem.ts'
import { demandHostKey } from './demand-host-key.ts'
import type { Servers } from './servers.ts'

/**
 * Pins another host key in place of the old one: both are named by the person, and the server must show the new
 * one now. Throws `conflict` when somebody replaced it meanwhile, `host_key_changed` when a third key shows.
 */
export async function replaceHostKey(
  servers: Servers,
  id: string,
  keys: { old: string; hostKey: string },
  by: string,
): Promise<void> {
  const record = servers.record(id)
  if (record.hostKey.sha256 !== keys.old)
    throw new AppError('conflict', 'The confirmed host key has been replaced meanwhile.', {
      hint: 'Look at the server again before you go on.',
    })
  const hostKey = await demandHostKey(
    servers,
    { host: record.host, port: record.port, jump: record.jumpId },
    keys.hostKey,
  )
  servers.admit({ ...servers.record(id), hostKey: { ...hostKey, confirmedAt: Date.now(), confirmedBy: by } })
}
