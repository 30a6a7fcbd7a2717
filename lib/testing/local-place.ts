import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { AskSpace } from '../server/runs/room.ts'
import { type LocalLink, localLink } from './local-shell.ts'
import { type RunConsole, runConsole } from './run-console.ts'

/** A folder of this machine that stands for a server, and consoles that run things there by a local bash. */
export interface LocalPlace {
  link: LocalLink
  /** The first console. */
  here: RunConsole
  /** What stands for /var/lib/bindery. */
  base: string
  /** A file that scripts and tests use to talk to each other. */
  file(name: string): string
  /** A file in a run's folder. */
  remote(id: string, name?: string): string
  another(options?: { folder?: string; diskSpace?: AskSpace }): RunConsole
  /** The console stops, and another takes up its data. */
  restart(before: RunConsole): Promise<RunConsole>
  close(): Promise<void>
}

/** Why there can be none here, as one line for the console, or null when there can. */
export function localPlaceUnavailable(): string | null {
  if (process.platform !== 'linux') return 'it needs Linux'
  return existsSync('/run/systemd/system') && process.getuid?.() !== 0
    ? 'it needs root, where systemd runs'
    : null
}

export function localPlace(): LocalPlace {
  const folder = mkdtempSync(join(tmpdir(), 'bindery-place-'))
  const base = join(folder, 'bindery')
  mkdirSync(base)
  const link = localLink()
  const consoles: RunConsole[] = []
  const another: LocalPlace['another'] = (options = {}) => {
    const made = runConsole({ link, base, ...options })
    consoles.push(made)
    return made
  }
  return {
    link,
    base,
    here: another(),
    file: (name) => join(base, name),
    remote: (id, name = '') => join(base, 'runs', id, name),
    another,
    async restart(before) {
      await before.runs.stop()
      before.store.close()
      const after = another({ folder: before.folder })
      after.runs.resume()
      return after
    },
    async close() {
      for (const made of consoles) {
        await made.runs.stop()
        rmSync(made.folder, { recursive: true, force: true })
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Bash that ends when the file is there (the test decides the moment), or when the whole place is gone. */
export function waitFor(file: string): string {
  return `until [ -e ${file} ] || [ ! -d ${dirname(file)} ]; do sleep 0.02; done`
}
