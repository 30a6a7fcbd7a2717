import type { Cluster } from '../cluster/cluster.ts'
import { isReadyPod, type KubeObject } from '../cluster/kube-object.ts'
import { lastActivity } from '../people/activity.ts'
import { sessionOf, sessionsIn, stopSession } from '../people/sessions.ts'
import type { WebAnswer, WebRequest } from './answer-web.ts'

/** So long JupyterHub waits for a server to stop before it answers that it still does. */
const SLOW_STOP_MS = 10_000
const PAGED = 'application/jupyterhub-pagination+json'

const empty = (status: number): WebAnswer => ({ status, headers: {}, body: '' })
const json = (status: number, value: unknown): WebAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})
const refusal = (status: number, message: string): WebAnswer => json(status, { status, message })

/**
 * The API of the practice hub as JupyterHub 5 has it, as far as Bindery and the install ask. Whoever has a pod has a
 * server: the two can never disagree. It wants the token of its Secret.
 */
export async function hubApi(cluster: Cluster, request: WebRequest): Promise<WebAnswer> {
  const { namespace, method, headers } = request
  const { pathname, searchParams } = new URL(request.path, 'http://hub')
  if (pathname === '/hub/health' || pathname === '/hub/api/health') return empty(200)
  if (headers.authorization !== `token ${tokenOf(cluster, namespace)}`)
    return refusal(403, 'Missing or invalid credentials.')
  if (pathname === '/hub/api/users' && method === 'GET')
    return json(200, page(sessionsIn(cluster, namespace).map(modelIn(cluster)), searchParams, headers.accept))
  const [, name = '', server] = /^\/hub\/api\/users\/([^/]+)(\/server)?$/.exec(pathname) ?? []
  const pod = sessionOf(cluster, namespace, decodeURIComponent(name))
  if (!pod) return name === '' ? refusal(404, 'Not Found') : refusal(404, `No such user: ${name}`)
  if (method === 'GET' && server === undefined) return json(200, modelIn(cluster)(pod))
  if (method !== 'DELETE') return refusal(405, 'Method Not Allowed')
  if (server !== undefined && !isReadyPod(pod) && !pod.metadata.deletionTimestamp)
    return refusal(400, `${name} is pending spawn, please wait`)
  return empty(await stop(cluster, pod))
}

async function stop(cluster: Cluster, pod: KubeObject): Promise<number> {
  const { name, namespace = '', labels } = pod.metadata
  stopSession(cluster, namespace, labels?.['hub.jupyter.org/username'] ?? '')
  const until = cluster.machine.elapsed() + SLOW_STOP_MS
  while (cluster.machine.elapsed() < until) {
    if (cluster.store.get('Pod', name, namespace)?.metadata.uid !== pod.metadata.uid) return 204
    await cluster.machine.wait(100, new AbortController().signal)
  }
  return 202
}

function tokenOf({ store }: Cluster, namespace: string): string {
  const data = store.get('Secret', 'hub', namespace)?.data
  return Buffer.from(data?.['hub.services.binder.apiToken'] ?? '', 'base64').toString()
}

function modelIn(cluster: Cluster): (pod: KubeObject) => object {
  return (pod) => {
    const { metadata } = pod
    const name = metadata.annotations?.['hub.jupyter.org/username'] ?? metadata.name
    const ready = isReadyPod(pod)
    const pending = metadata.deletionTimestamp ? 'stop' : ready ? null : 'spawn'
    const last_activity = new Date(lastActivity(cluster, pod)).toISOString()
    const times = { started: metadata.creationTimestamp, last_activity }
    return {
      kind: 'user',
      name,
      admin: false,
      pending,
      server: ready ? `/user/${name}/` : null,
      created: metadata.creationTimestamp,
      last_activity,
      servers: { '': { name: '', ready, pending, stopped: false, url: `/user/${name}/`, ...times } },
    }
  }
}

function page(all: readonly object[], query: URLSearchParams, accept = ''): unknown {
  const limit = Number(query.get('limit') ?? 50)
  const offset = Number(query.get('offset') ?? 0)
  const items = all.slice(offset, offset + limit)
  if (!accept.includes(PAGED)) return items
  const next = offset + limit < all.length ? { offset: offset + limit, limit } : null
  return { items, _pagination: { offset, limit, total: all.length, next } }
}
