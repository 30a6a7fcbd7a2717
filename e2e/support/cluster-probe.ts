import { WebSocket as NodeWebSocket } from 'ws'
import { createTabSocket } from '../../lib/client/socket.ts'
import { createTableStore, type TableStore } from '../../lib/client/table-store.ts'
import { resources } from '../../lib/server/kube/resources/resources.ts'
import { Link } from '../../lib/server/ssh/link.ts'
import { type ClusterTableName, clusterTableKeys } from '../../lib/shared/table-names.ts'
import type { TestConsole } from './console.ts'
import { expect } from './test.ts'
import type { TestServer } from './test-server.ts'

/** The tables whose rows are made of objects of the cluster. */
const watched = (Object.keys(resources) as ClusterTableName[]).filter((name) => 'project' in resources[name])

/** A page without a browser that follows every table of a cluster, beside kubectl on the server itself. */
export interface ClusterProbe {
  /** Fails unless every table is live and has exactly what `kubectl get -o json` has. */
  expectEqual(timeoutMs?: number): Promise<void>
  /** Runs a command on the server as root, past Bindery. */
  run(script: string): Promise<string>
  close(): Promise<void>
}

export async function probeCluster(
  console: TestConsole,
  server: TestServer,
  serverId: string,
): Promise<ClusterProbe> {
  const link = linkTo(server)
  link.open()
  await link.whenOnline({ deadlineMs: 20_000 })
  const socket = createTabSocket({
    url: `${console.url.replace(/^http/, 'ws')}/ws`,
    connect: (to) => {
      const headers = { cookie: console.api.cookie(), origin: console.url }
      const socket = new NodeWebSocket(to, { headers })
      // As in a browser: one that fails closes, and nothing falls over.
      socket.on('error', () => {})
      return socket as unknown as WebSocket
    },
    onWake: () => () => {},
    onSignedOut: () => {},
    onRefused: () => {},
  })
  const stores = new Map(
    watched.map((table): [ClusterTableName, TableStore<object>] => [
      table,
      createTableStore<object>({
        table,
        server: serverId,
        keyOf: clusterTableKeys[table] as (row: object) => string,
        socket,
        nextFrame(paint) {
          const timer = setTimeout(paint)
          return () => clearTimeout(timer)
        },
      }),
    ]),
  )
  const leave = [...stores.values()].map((store) => store.subscribe(() => {}))

  async function run(script: string): Promise<string> {
    await link.whenOnline({ deadlineMs: 60_000 })
    const request = { script, as: 'root', deadlineMs: 60_000, maxOutputBytes: 64 * 1024 * 1024 } as const
    return (await link.exec(request)).stdout.toString()
  }

  /** As kubectl has them now, made into rows as the engine makes them. */
  async function truth(table: ClusterTableName): Promise<object[]> {
    const resource = resources[table]
    if (!('project' in resource)) throw new Error(`${table} is not made of objects`)
    const query = resource.fieldSelector ? `?fieldSelector=${encodeURIComponent(resource.fieldSelector)}` : ''
    const list = JSON.parse(await run(`/snap/bin/microk8s kubectl get --raw '${resource.path}${query}'`))
    return (list as { items: never[] }).items.map((item) => resource.project(item))
  }

  return {
    async expectEqual(timeoutMs = 60_000) {
      for (const [table, store] of stores)
        await expect(async () => {
          const expected = await truth(table)
          const { state, upstream, rows } = store.getSnapshot()
          expect([state, upstream?.state], table).toEqual(['live', 'live'])
          expect(byUid(rows), table).toEqual(byUid(expected))
        }).toPass({ timeout: timeoutMs, intervals: [300] })
    },
    run,
    async close() {
      for (const stop of leave) stop()
      socket.close()
      await link.close()
    },
  }
}

function byUid(rows: readonly object[]): object[] {
  const uid = (row: object): string => (row as { uid: string }).uid
  return rows.toSorted((a, b) => (uid(a) < uid(b) ? -1 : 1))
}

/** A connection of the test's own: Bindery's is among what is tried. */
function linkTo(server: TestServer): Link {
  return new Link({
    target: async () => ({
      host: server.host,
      port: server.port,
      jump: null,
      user: server.user,
      hostKey: { type: 'ssh-ed25519', sha256: server.hostKeySha256 },
      credentials:
        server.password === undefined
          ? { kind: 'key', privateKey: server.privateKey() }
          : { kind: 'password', password: server.password },
      root: { sudoPassword: server.password ?? null },
    }),
  })
}
