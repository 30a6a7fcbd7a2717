import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AskSpace } from '../server/runs/room.ts'
import { Runs } from '../server/runs/runs.ts'
import type { ServerLink } from '../server/ssh/link-types.ts'
import { openStore, type Store } from '../server/store/open-store.ts'
import { createSealer } from '../server/store/seal.ts'
import { createVault, type Vault } from '../server/store/vault.ts'
import { type RunRow, type RunState, runHasEnded } from '../shared/run-row.ts'

/** As much of a console as runs need: a store, a table, one server called srv behind a link. */
export interface RunConsole {
  runs: Runs
  store: Store
  vault: Vault
  folder: string
  logged: string[]
  /** Every row the table was given, in order. */
  puts: RunRow[]
  /** The keys of rows that were taken out of the table. */
  deleted: string[]
  /** Makes a run of the script and gives its id. */
  start(script: string, more?: { title?: string; secrets?: Record<string, string> }): string
  /** Resolves with the row once it looks like this. */
  until(id: string, wanted: (row: RunRow) => boolean): Promise<RunRow>
  /** Resolves with how it ended. */
  ended(id: string): Promise<RunState>
  transcript(id: string): Buffer
}

export function runConsole(options: {
  link: ServerLink
  base?: string
  folder?: string
  now?: () => number
  diskSpace?: AskSpace
}): RunConsole {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'bindery-console-'))
  const store = openStore(folder)
  const puts: RunRow[] = []
  const deleted: string[] = []
  const logged: string[] = []
  const waiting = new Set<() => void>()
  const vault = createVault(store, createSealer([Buffer.alloc(32, 7)]))
  const runs = new Runs({
    store,
    vault,
    dataFolder: folder,
    shellOf: (serverId) => (serverId === 'srv' ? options.link : null),
    serverName: (serverId) => (serverId === 'srv' ? 'binder-01' : null),
    table: {
      put(row) {
        puts.push(row)
        for (const look of [...waiting]) look()
      },
      delete: (key) => void deleted.push(key),
    },
    log: (line) => void logged.push(line),
    ...(options.base === undefined ? {} : { baseFolder: options.base }),
    ...(options.now ? { now: options.now } : {}),
    ...(options.diskSpace ? { diskSpace: options.diskSpace } : {}),
  })
  const until: RunConsole['until'] = (id, wanted) =>
    new Promise((resolve) => {
      const look = (): void => {
        const row = runs.row(id)
        if (!wanted(row)) return
        waiting.delete(look)
        resolve(row)
      }
      waiting.add(look)
      look()
    })
  return {
    runs,
    store,
    vault,
    folder,
    logged,
    puts,
    deleted,
    until,
    start: (script, more = {}) =>
      runs.begin(
        store.transaction(() => runs.add({ serverId: 'srv', title: 'a test', by: 'ada', script, ...more })),
      ).id,
    ended: async (id) => (await until(id, (row) => runHasEnded(row.status))).status,
    transcript: (id) => readFileSync(join(folder, 'runs', `${id}.log`)),
  }
}
