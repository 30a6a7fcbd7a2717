import type { TerminalRow } from '../../shared/terminal-row.ts'
import { createAudit } from '../actions/audit.ts'
import type { ClusterTables } from '../kube/cluster-tables.ts'
import type { Servers } from '../servers/servers.ts'
import type { Store } from '../store/open-store.ts'
import type { LiveTable } from '../tables/live-table.ts'
import { shellOpener } from './open-shell.ts'
import { ShellLinks } from './shell-links.ts'
import { createTerminalRecords } from './terminal-records.ts'
import { Terminals } from './terminals.ts'

interface Deps {
  store: Store
  table: LiveTable<TerminalRow>
  servers: Servers
  clusters: Pick<ClusterTables, 'cluster'>
  log(line: string): void
}

/** The terminals of one engine, on its servers and in their clusters. */
export function createTerminals({ store, table, servers, clusters, log }: Deps): Terminals {
  const links = new ShellLinks({
    record: (id) => servers.record(id),
    target: (record) => servers.target(record),
    link: (id) => servers.link(id),
    log,
  })
  return new Terminals({
    table,
    records: createTerminalRecords(store),
    audit: createAudit(store),
    links,
    openShell: shellOpener({
      links,
      cluster: (id) => clusters.cluster(id),
      user: (id) => servers.record(id).user,
      log,
    }),
    serverName: (id) => servers.record(id).name,
    log,
  })
}
