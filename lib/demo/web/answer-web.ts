import type { Cluster } from '../cluster/cluster.ts'
import { isReadyPod } from '../cluster/kube-object.ts'
import { sessionOf } from '../people/sessions.ts'
import { hubApi } from './hub-api.ts'
import { launchEvents } from './launch-events.ts'

export interface WebRequest {
  service: string
  namespace: string
  method: string
  path: string
  headers: Readonly<Record<string, string | undefined>>
}

export interface WebAnswer {
  status: number
  headers: Record<string, string>
  body: string
  /** Instead of a body: pieces as they come. */
  stream?: AsyncIterable<string>
}

const json = (status: number, value: unknown): WebAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})
const AWAY: WebAnswer = { status: 503, headers: {}, body: 'no endpoints available for service' }

/** What the web servers of the release answer: BinderHub, and the hub and notebooks behind its proxy. */
export async function answerWeb(cluster: Cluster, request: WebRequest): Promise<WebAnswer> {
  const { service, namespace } = request
  const up = (prefix: string): boolean =>
    cluster.store
      .list('Pod', namespace)
      .some((pod) => pod.metadata.name.startsWith(`${prefix}-`) && isReadyPod(pod))
  if (service === 'binder') return up('binder') ? binder(cluster, request, up('hub')) : AWAY
  if (service === 'proxy-public') return up('proxy') ? proxy(cluster, request, up('hub')) : AWAY
  if (service === 'hub') return up('hub') ? hubApi(cluster, request) : AWAY
  if (service === 'registry') return json(200, {})
  return { status: 404, headers: {}, body: 'not found' }
}

function binder(cluster: Cluster, { namespace, path, headers }: WebRequest, hub: boolean): WebAnswer {
  if (path === '/versions')
    return json(200, {
      binderhub: '1.0.0-0.dev+3941.g9056a226',
      builder: 'quay.io/jupyterhub/repo2docker:2025.08.0',
    })
  if (path === '/health') {
    const pods = cluster.store.list('Pod', namespace)
    const checks = [
      { service: 'Docker registry', ok: true },
      { service: 'JupyterHub API', ok: hub },
      {
        service: 'Pod quota',
        total_pods: pods.length,
        build_pods: pods.filter(({ metadata }) => metadata.labels?.component === 'binderhub-build').length,
        user_pods: pods.filter(({ metadata }) => metadata.labels?.component === 'singleuser-server').length,
        quota: null,
        ok: true,
        _ignore_failure: true,
      },
    ]
    return json(hub ? 200 : 503, { ok: hub, checks })
  }
  const build = /^\/build\/gh\/([^/]+)\/([^/]+)\/(.+)$/.exec(path)
  if (build) {
    if (!headers.accept?.includes('text/event-stream'))
      return { status: 400, headers: {}, body: 'Event streams only' }
    const [, owner = '', repository = '', ref = ''] = build
    return {
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      body: '',
      stream: launchEvents(cluster, { namespace, owner, repository, ref }),
    }
  }
  return {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><title>Binder</title>',
  }
}

async function proxy(cluster: Cluster, request: WebRequest, hub: boolean): Promise<WebAnswer> {
  const { path, namespace } = request
  if (path === '/_chp_healthz') return json(200, { status: 'OK' })
  if (path.startsWith('/hub/')) return hub ? hubApi(cluster, request) : AWAY
  const notebook = /^\/user\/([^/]+)\/api\/status$/.exec(path)
  if (notebook) {
    const pod = sessionOf(cluster, namespace, notebook[1] ?? '')
    return pod && isReadyPod(pod)
      ? json(200, { connections: 0, kernels: 0, started: cluster.store.timestamp() })
      : { status: 404, headers: {}, body: '' }
  }
  return { status: 404, headers: {}, body: '404 : Not Found' }
}
