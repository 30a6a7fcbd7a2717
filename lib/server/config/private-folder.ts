import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { ConfigError } from './config.ts'

/**
 * Makes sure that a folder is there and that nobody else on this machine can look into it (mode 0700), also when it
 * was there before. Throws ConfigError for a folder that cannot be closed to others, and for one that others share.
 */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { mode } = statSync(folder)
  if ((mode & 0o077) === 0) return
  // As /tmp has it. Closing that would break the machine.
  if ((mode & 0o1000) !== 0)
    throw new ConfigError(
      `--data-folder ${folder} is shared by all users of this machine. Allowed: a folder of its own, for example ${folder.replace(/\/$/, '')}/bindery.`,
    )
  try {
    chmodSync(folder, 0o700)
  } catch (cause) {
    throw new ConfigError(
      `Others can look into --data-folder ${folder}, and this user may not change that. As its owner: chmod 700 ${folder}`,
      { cause },
    )
  }
}
