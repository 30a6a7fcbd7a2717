import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { ApiRefusal, wayProblem } from '../server/kube/api-problems.ts'
import type { ApiChange, Cluster } from '../server/kube/cluster.ts'
import type { ClusterTables } from '../server/kube/cluster-tables.ts'
import { createFeed } from '../server/kube/feed.ts'
import { createLiveTable } from '../server/tables/live-table.ts'
import type { PodRow } from '../shared/pod-row.ts'

interface Answer {
  status: number
  body: object
}

/** What a test's cluster answers; undefined is 404, an Error is thrown as if the connection had broken. */
type Answers = (call: {
  method: string
  path: string
  body: object | undefined
}) => object | Answer | Error | undefined

/**
 * One cluster without a network: its pods are the test's rows, its API what the test answers. Every call is kept, as
 * "METHOD path".
 */
export function fakeClusters(pods: readonly PodRow[], answers: Answers = () => undefined) {
  const table = createLiveTable<PodRow>({ keyOf: ({ uid }) => uid, flushMs: 1 })
  const feed = createFeed()
  for (const pod of pods) table.put(pod)
  feed.live()
  const calls: { method: string; path: string; body: object | undefined }[] = []

  async function call(path: string, change: Partial<ApiChange>): Promise<IncomingMessage> {
    const { method = 'GET', body } = change as { method?: string; body?: object }
    calls.push({ method, path, body })
    const found = answers({ method, path, body }) ?? { status: 404, body: { message: 'not found' } }
    if (found instanceof Error) throw wayProblem(found)
    const { status, body: said } =
      'status' in found && 'body' in found ? (found as Answer) : { status: 200, body: found }
    if (status >= 300) throw wayProblem(new ApiRefusal(status, JSON.stringify(said)))
    const answer = new IncomingMessage(new Socket())
    answer.headers.date = new Date().toUTCString()
    answer.push(JSON.stringify(said))
    answer.push(null)
    return answer
  }

  const cluster = { get: call, change: call, close() {} } as unknown as Cluster
  const clusters: Pick<ClusterTables, 'view' | 'cluster'> = {
    cluster: () => cluster,
    view: () => ({
      table: table as never,
      upstream: () => feed.upstream,
      onUpstream: feed.onChange,
      release() {},
    }),
  }
  return { clusters, cluster, table, feed, calls }
}
