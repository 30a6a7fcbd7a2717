import type { InstallRow } from '../../shared/install.ts'
import type { Runs } from '../runs/runs.ts'
import type { ServerLink } from '../ssh/link-types.ts'
import type { Step } from '../steps/step.ts'
import type { Store } from '../store/open-store.ts'
import type { Vault } from '../store/vault.ts'
import type { InstallRecords } from './records/install-records.ts'

/** What an install has around it. */
export interface InstallWorld {
  /** In the order they are done. */
  steps: readonly Step[]
  store: Store
  records: InstallRecords
  vault: Vault
  runs: Pick<Runs, 'add' | 'begin' | 'cancel' | 'find' | 'transcript'>
  /** Null for a server that is not in the list. */
  linkOf(serverId: string): ServerLink | null
  table: { put(row: InstallRow): void; delete(serverId: string): void }
  now(): number
  log(line: string): void
  patience: Patience
}

/** How long is looked again before something counts as it seems, in milliseconds. */
export interface Patience {
  /** Between two looks. */
  everyMs: number
  /** A run went well, and what it should do is not so yet. */
  settleMs: number
  /** The same, where the check knows what is wrong. */
  namedMs: number
  /** The server does not say enough to know: after a restart its Kubernetes takes minutes. */
  unknownMs: number
}

export const PATIENCE: Patience = { everyMs: 1_000, settleMs: 20_000, namedMs: 5_000, unknownMs: 240_000 }

/** Under which the vault has the token of a server's registry; the owner is the server. */
export const REGISTRY_TOKEN = 'registry-token'
