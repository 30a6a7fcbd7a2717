import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PracticeServer } from '../../demo/practice-server.ts'

/** Where the practice server is reached, and as whom. */
export type PracticePlace = Pick<PracticeServer, 'host' | 'port' | 'user' | 'password' | 'hostKey'>

/** The practice server as the console has it: started when somebody first wants it, and from then on with the console. */
export interface Practice {
  /** Null while it is not started. */
  place(): PracticePlace | null
  start(): Promise<PracticePlace>
  reset(options: { trouble: boolean }): void
  stop(): Promise<void>
}

const FILE = 'practice.json'

/**
 * The one place of the engine that knows of the practice server. Starts it where it was in use before; what it keeps
 * is a file in the data folder, as secret as the folder.
 */
export async function createPractice(dataFolder: string, log: (line: string) => void): Promise<Practice> {
  const path = join(dataFolder, FILE)
  let server: PracticeServer | null = null
  let starting: Promise<PracticeServer> | null = null
  const begin = async (): Promise<PracticeServer> => {
    // Its shell is 20 MB of memory that a console without it does not need.
    const { startPracticeServer } = await import('../../demo/practice-server.ts')
    server = await startPracticeServer({
      log,
      keep: {
        load: () => (existsSync(path) ? readFileSync(path, 'utf8') : null),
        save(text) {
          writeFileSync(`${path}.new`, text, { mode: 0o600 })
          renameSync(`${path}.new`, path)
        },
      },
    })
    return server
  }
  const start = async (): Promise<PracticeServer> => {
    starting ??= begin()
    try {
      return await starting
    } catch (error) {
      starting = null
      throw error
    }
  }
  if (existsSync(path)) await start()
  return {
    place: () => server,
    start,
    reset: (options) => server?.reset(options),
    stop: async () => server?.stop(),
  }
}
