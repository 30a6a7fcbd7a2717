import { join } from 'node:path'
import type { BuildRow } from '../shared/build-row.ts'
import type { ChangesRow } from '../shared/changes-row.ts'
import type { DeletionObjectRow, DeletionRow } from '../shared/deletion-row.ts'
import type { DiskRow } from '../shared/disk-row.ts'
import type { HealthRow } from '../shared/health-row.ts'
import type { InstallRow } from '../shared/install.ts'
import type { RunRow } from '../shared/run-row.ts'
import type { ServerRow } from '../shared/server-row.ts'
import type { TerminalRow } from '../shared/terminal-row.ts'
import type { Action, Query } from './actions/action.ts'
import { type Auth, createAuth } from './auth/auth.ts'
import { configActions, configQueries } from './binder-config/config-actions.ts'
import { createConfigRecords } from './binder-config/config-records.ts'
import { BuildKeeper } from './builds/build-keeper.ts'
import { buildQueries } from './builds/build-queries.ts'
import { createBuildRecords } from './builds/build-records.ts'
import { registrySecrets } from './builds/registry-secrets.ts'
import type { Config } from './config/config.ts'
import { readMasterKeys } from './config/master-keys.ts'
import type { Engine } from './engine.ts'
import { sessionActions } from './hub/session-actions.ts'
import { demandNothingGoing } from './install/demand.ts'
import { followChart } from './install/follow-chart.ts'
import { installActions, installQueries } from './install/install-actions.ts'
import { Installer } from './install/installer.ts'
import { changesActions } from './kube/changes/changes-actions.ts'
import { createClusterTables } from './kube/cluster-tables.ts'
import { claimQueries } from './kube/deleting/claim-queries.ts'
import { deletingActions } from './kube/deleting/deleting-actions.ts'
import { Deletions } from './kube/deleting/deletions.ts'
import { logQueries } from './kube/logs/log-queries.ts'
import { createLogs } from './kube/logs/logs.ts'
import { objectActions } from './kube/objects/object-actions.ts'
import { objectQueries } from './kube/objects/object-queries.ts'
import { revealActions } from './kube/objects/reveal-actions.ts'
import { usageQueries } from './kube/usage/usage-queries.ts'
import { createOverview } from './overview/overview.ts'
import { createChartCache } from './plan/chart-cache.ts'
import { demandPlanFits } from './plan/demand-plan-fits.ts'
import { planActions, planQueries } from './plan/plan-actions.ts'
import type { Practice } from './practice/practice.ts'
import { followPractice, practiceActions, practiceQueries } from './practice/practice-actions.ts'
import { createChartFollower } from './releases/chart-follower.ts'
import { createHistoryReader } from './releases/history-reader.ts'
import { releaseActions } from './releases/release-actions.ts'
import { releaseQueries } from './releases/release-queries.ts'
import { createSchemaCache } from './releases/schema-cache.ts'
import { runActions, runQueries } from './runs/run-actions.ts'
import { Runs } from './runs/runs.ts'
import { serverActions, serverQueries } from './servers/server-actions.ts'
import { Servers } from './servers/servers.ts'
import { steps } from './steps/order.ts'
import { openStore, type Store } from './store/open-store.ts'
import { createSealer } from './store/seal.ts'
import { createVault, dropOrphans } from './store/vault.ts'
import { createLiveTable } from './tables/live-table.ts'
import { createTerminals } from './terminals/create-terminals.ts'
import { terminalActions } from './terminals/terminal-actions.ts'
import { createSocketHub } from './ws/socket-hub.ts'

/** Everything the console is, but for its HTTP front and its pages. */
export interface RunningEngine extends Engine {
  auth: Auth
  store: Store
  actions: Action[]
  queries: Query[]
  hub: ReturnType<typeof createSocketHub>
  readiness(): { ok: boolean; store: boolean; servers: number; online: number; running: number }
  /** Told by the front after every action on a server. */
  acted(serverId: string): void
  /** Stops following and closes the links; what runs on servers goes on. */
  close(): Promise<void>
}

/**
 * Opens the store, connects to every server, and takes up what was running.
 * Throws ConfigError; then the store is closed again.
 */
export function createEngine(
  config: Config,
  version: string,
  log: (line: string) => void,
  practice: Practice | null = null,
): RunningEngine {
  const store = openStore(config.dataFolder)
  try {
    return startEngine(store, config, version, log, practice)
  } catch (error) {
    store.close()
    throw error
  }
}

function startEngine(
  store: Store,
  config: Config,
  version: string,
  log: (line: string) => void,
  practice: Practice | null,
): RunningEngine {
  dropOrphans(store)
  const vault = createVault(store, createSealer(readMasterKeys(config, store)))
  const tables = {
    servers: createLiveTable<ServerRow>({ keyOf: (row) => row.id }),
    runs: createLiveTable<RunRow>({ keyOf: (row) => row.id }),
    installs: createLiveTable<InstallRow>({ keyOf: (row) => row.serverId }),
    builds: createLiveTable<BuildRow>({ keyOf: (row) => row.id }),
    health: createLiveTable<HealthRow>({ keyOf: (row) => row.serverId }),
    disks: createLiveTable<DiskRow>({ keyOf: (row) => row.serverId }),
    changes: createLiveTable<ChangesRow>({ keyOf: (row) => row.serverId }),
    deletions: createLiveTable<DeletionRow>({ keyOf: (row) => row.id }),
    deletionObjects: createLiveTable<DeletionObjectRow>({ keyOf: (row) => row.id }),
    terminals: createLiveTable<TerminalRow>({ keyOf: (row) => row.id }),
  }
  const auth = createAuth({ store, secure: config.secure })
  const servers = new Servers({
    store,
    vault,
    table: tables.servers,
    log,
    agentSocket: process.env.SSH_AUTH_SOCK,
  })
  const serverName = (id: string): string | null => tables.servers.get(id)?.name ?? null
  const runs = new Runs({
    store,
    vault,
    dataFolder: config.dataFolder,
    shellOf: (id) => servers.link(id),
    serverName,
    table: tables.runs,
    log,
  })
  const installer = new Installer({
    steps,
    store,
    vault,
    runs,
    linkOf: (id) => servers.link(id),
    servers: () => tables.servers.rows().map(({ id }) => id),
    table: tables.installs,
    log,
  })
  const clusters = createClusterTables((id) => servers.link(id))
  const overview = createOverview({
    store,
    tables,
    clusters,
    linkOf: (id) => servers.link(id),
    planOf: (id) => installer.saved(id).plan,
    serverName: (id) => servers.record(id).name,
    log,
  })
  const deletions = new Deletions({ clusters, tables, log })
  const terminals = createTerminals({ store, table: tables.terminals, servers, clusters, log })
  const logs = createLogs((id) => servers.link(id))
  const builds = new BuildKeeper({
    records: createBuildRecords(store),
    table: tables.builds,
    folder: join(config.dataFolder, 'builds'),
    logs,
    linkOf: (id) => servers.link(id),
    servers: () => tables.servers.rows().map(({ id }) => id),
    hasBinderHub: (id) => tables.health.get(id)?.found === 'binderhub',
    secretsOf: (id) => registrySecrets(installer.saved(id)),
    log,
  })
  const planning = {
    record: (id: string) => servers.record(id),
    shellOf: (id: string) => servers.link(id),
    saved: (id: string) => installer.saved(id),
    charts: createChartCache(config.dataFolder),
  }
  const charts = createChartFollower({
    store,
    runOf: (id) => runs.find(id),
    follow: (id, version, by) => followChart(installer.of(id), version, by),
  })
  const configs = {
    charts,
    records: createConfigRecords(store),
    runs,
    serverName: (id: string) => servers.record(id).name,
    shellOf: (id: string) => servers.link(id),
    planOf: (id: string) => installer.saved(id).plan,
    demandNothingGoing: (id: string) =>
      demandNothingGoing(installer.of(id), 'The install goes, and it writes binder.yaml as well.'),
  }
  const releases = {
    ...configs,
    clusters,
    history: createHistoryReader(),
    runRows: () => tables.runs.rows(),
    chartCache: planning.charts,
    schemas: createSchemaCache(config.dataFolder),
    kubernetesOf: (id: string) => tables.health.get(id)?.versions.kubernetes ?? null,
    demandNothingGoing: (id: string) =>
      demandNothingGoing(installer.of(id), 'The install goes, and it changes the release as well.'),
  }
  const hub = createSocketHub({
    tables,
    watched: (table) => (table === 'health' ? overview.watch() : undefined),
    clusterTable: (server, table) => clusters.view(server, table),
    objectTable: (server, object) => clusters.viewObject(server, object),
    logOf: (server, place) => logs.open(server, place),
    transcriptOf: (id) => runs.transcript(id),
    terminalOf: (id, actor) => terminals.view(id, actor),
    keepSession: auth.keepSession,
  })
  auth.onSessionEnded((sessionId) => hub.endSession(sessionId))
  auth.onSessionEnded((sessionId) => terminals.endSession(sessionId))
  servers.onForgotten((id) => installer.forget(id))
  servers.onForgotten((id) => runs.forgetServer(id))
  servers.onForgotten((id) => overview.forget(id))
  servers.onForgotten((id) => deletions.forgetServer(id))
  servers.onForgotten((id) => clusters.forget(id))
  servers.onForgotten((id) => terminals.forget(id))
  servers.onForgotten((id) => logs.forget(id))
  servers.onForgotten((id) => builds.forget(id))
  servers.onForgotten((id) => releases.history.forget(id))

  const practising = practice && {
    practice,
    servers,
    rows: () => tables.servers.rows(),
    running: (id: string) => runs.running(id).length,
  }
  if (practising) followPractice(practising)
  servers.openAll()
  runs.resume()
  installer.resume()
  terminals.resume()
  for (const table of [tables.servers, tables.runs]) table.onFlush(() => installer.refresh())
  for (const table of [tables.servers, tables.health]) table.onFlush(() => builds.refresh())
  tables.runs.onFlush(() => charts.settle())
  charts.settle()
  overview.begin()

  return {
    version,
    store,
    auth,
    tables,
    runRow: (id) => runs.find(id),
    hub,
    acted: overview.acted,
    actions: [
      ...auth.actions,
      ...serverActions(servers, (id) => runs.running(id).length),
      ...runActions(runs, serverName),
      ...installActions({
        installer,
        serverName: (id) => servers.record(id).name,
        keepsSecrets: (id) => servers.record(id).keepsSecrets,
        demandPlanFits,
      }),
      ...planActions(planning),
      ...overview.actions,
      ...deletingActions({ clusters, deletions, serverName: (id) => servers.record(id).name }),
      ...revealActions({ clusters, serverName: (id) => servers.record(id).name }),
      ...changesActions({ clusters, deletions, serverName: (id) => servers.record(id).name }),
      ...objectActions({ clusters, serverName: (id) => servers.record(id).name }),
      ...terminalActions({ terminals, server: (id) => servers.record(id) }),
      ...sessionActions({
        clusters,
        deletions,
        linkOf: (id) => servers.link(id),
        serverName: (id) => servers.record(id).name,
      }),
      ...configActions(configs),
      ...releaseActions(releases),
      ...(practising ? practiceActions(practising) : []),
    ],
    queries: [
      ...auth.queries,
      ...serverQueries(servers, (id) => tables.servers.get(id)),
      ...runQueries(runs),
      ...installQueries({ installer }),
      ...planQueries(planning),
      ...objectQueries({ clusters }),
      ...usageQueries({ clusters }),
      ...claimQueries({ clusters, shellOf: (id) => servers.link(id) }),
      ...logQueries(logs),
      ...buildQueries({
        keeper: builds,
        rows: () => tables.builds.rows(),
        demandServer: (id) => servers.record(id),
      }),
      ...configQueries(configs),
      ...releaseQueries(releases),
      ...(practising ? practiceQueries(practising) : []),
    ],
    readiness() {
      const rows = tables.servers.rows()
      const answers = store.answers()
      return {
        ok: answers,
        store: answers,
        servers: rows.length,
        online: rows.filter((row) => row.link.state === 'online').length,
        running: tables.runs.rows().filter((row) => row.status.state === 'running').length,
      }
    },
    async close() {
      auth.close()
      await hub.close()
      overview.close()
      await deletions.close()
      await terminals.stop()
      clusters.close()
      await builds.close()
      logs.close()
      await installer.stop()
      await runs.stop()
      await servers.closeAll()
      store.close()
    },
  }
}
