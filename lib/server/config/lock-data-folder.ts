import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ConfigError } from './config.ts'
import { privateFolder } from './private-folder.ts'

/**
 * Makes sure that one console works on a data folder, and that nobody else looks into it. The lock is SQLite's own file lock on a small database,
 * which the system drops when the process ends, however it ends.
 * @returns how to let go. Throws ConfigError when another console has it, or when it cannot be closed to others.
 */
export function lockDataFolder(dataFolder: string): () => void {
  privateFolder(dataFolder)
  const db = new DatabaseSync(join(dataFolder, 'console.lock'))
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE;')
  } catch (cause) {
    db.close()
    throw new ConfigError(
      `Another Bindery is running on the data folder ${dataFolder}. Stop it, or give this one --data-folder.`,
      { cause },
    )
  }
  return () => db.close()
}
