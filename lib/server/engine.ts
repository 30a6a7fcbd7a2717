import type { BuildRow } from '../shared/build-row.ts'
import type { ChangesRow } from '../shared/changes-row.ts'
import type { DiskRow } from '../shared/disk-row.ts'
import type { HealthRow } from '../shared/health-row.ts'
import type { InstallRow } from '../shared/install.ts'
import type { RunRow } from '../shared/run-row.ts'
import type { ServerRow } from '../shared/server-row.ts'
import type { TerminalRow } from '../shared/terminal-row.ts'
import type { Actor } from './actions/action.ts'
import type { LiveTable } from './tables/live-table.ts'

export type { Actor }

/** What pages may ask of the engine. They read; every change goes through an action. */
export interface Engine {
  readonly version: string
  auth: {
    needsSetup(): boolean
    actorFromCookies(cookieHeader: string | null): Actor | null
  }
  tables: {
    servers: LiveTable<ServerRow>
    runs: LiveTable<RunRow>
    installs: LiveTable<InstallRow>
    builds: LiveTable<BuildRow>
    health: LiveTable<HealthRow>
    terminals: LiveTable<TerminalRow>
    disks: LiveTable<DiskRow>
    changes: LiveTable<ChangesRow>
  }
  /** Any run there ever was; the table has only the newer ones. Null for none. */
  runRow(id: string): RunRow | null
}

/**
 * Where the pages find the engine. Next evaluates modules several times in one process (instrumentation, routes
 * and pages each have their own copy), so a module-level variable would not be shared; globalThis is.
 */
export const ENGINE = Symbol.for('bindery.engine')
