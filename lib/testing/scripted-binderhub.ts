import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Duplex, duplexPair, Readable } from 'node:stream'
import type { LinkState } from '../shared/link-state.ts'
import { AppError } from '../shared/problem.ts'

type Labels = Record<string, string>

/** A BinderHub whose every answer a test may change: its cluster's API, and the services that its link leads to. */
export class ScriptedBinderHub {
  /** What the API answers, by the beginning of the path. */
  readonly lists = new Map<string, object[]>()
  /** Single objects, by their path. */
  readonly objects = new Map<string, object>()
  /** Replaces every answer of the API. */
  apiDown: string | null = null
  /** What a service answers, by "host path" or "host:port path"; a host that is absent: nobody listens there. */
  readonly web = new Map<string, { status: number; body?: object } | 'hangs'>()
  /** Every question so far: paths of the API, and URLs. */
  readonly asked: string[] = []
  state: LinkState = { state: 'online', since: 0, heardAt: 0, rootBy: 'root' }
  certificateEndsAt: number | null = null

  readonly #http = createServer((request, response) => this.#answer(request, response))

  constructor() {
    this.lists.set('/api/v1/nodes', [readyNode('binder-01')])
    this.lists.set('/api/v1/services', [
      service('binder', '10.152.183.20', 80),
      service('proxy-public', '10.152.183.21', 80),
      service('hub', '10.152.183.22', 8081),
    ])
    this.lists.set('/apis/apps/v1/namespaces/binder/deployments', [
      deployment('binder'),
      deployment('hub'),
      deployment('proxy'),
    ])
    this.lists.set('/apis/apps/v1/namespaces/binder/daemonsets', [])
    this.lists.set('/api/v1/namespaces/binder/resourcequotas', [])
    this.lists.set('/api/v1/namespaces/binder/secrets', [])
    this.lists.set(
      '/api/v1/namespaces/binder/pods',
      ['binder', 'hub', 'proxy'].map((name) => readyPod(name)),
    )
    this.web.set('10.152.183.20 /health', { status: 200, body: binderHealth() })
    this.web.set('10.152.183.20 /versions', { status: 200, body: { binderhub: '1.0.0' } })
    this.web.set('10.152.183.21 /_chp_healthz', { status: 200 })
    this.web.set('10.152.183.22:8081 /hub/api/health', { status: 200 })
  }

  readonly get = async (path: string, { signal }: { signal: AbortSignal }): Promise<IncomingMessage> => {
    signal.throwIfAborted()
    this.asked.push(path)
    if (this.apiDown !== null)
      throw new AppError('kube_unreachable', 'The Kubernetes API does not answer.', { said: this.apiDown })
    const [plain = ''] = path.split('?')
    const items = this.lists.get(plain)
    if (plain.startsWith('/apis/metrics.k8s.io/') && !items) throw new Error('no metrics-server')
    const object = this.objects.get(plain)
    if (object) return Readable.from([Buffer.from(JSON.stringify(object))]) as unknown as IncomingMessage
    if (!items) throw new Error(`The test says nothing of ${path}`)
    return Readable.from([Buffer.from(JSON.stringify({ items }))]) as unknown as IncomingMessage
  }

  readonly forward = async (host: string, port: number): Promise<Duplex> => {
    const authority = port === 80 ? host : `${host}:${port}`
    if (![...this.web.keys()].some((key) => key.startsWith(`${authority} `)))
      throw new AppError('remote_failed', `From the server, ${host}:${port} cannot be connected to.`)
    const [ours, theirs] = duplexPair()
    this.#http.emit('connection', theirs)
    return ours
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? ''
    const key = [...this.web.keys()].find((one) => one === `${request.headers.host} ${path}`)
    this.asked.push(`http://${request.headers.host}${path}`)
    const answer = key === undefined ? { status: 404 } : this.web.get(key)
    if (answer === 'hangs' || answer === undefined) return
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end('body' in answer ? JSON.stringify(answer.body) : '')
  }
}

/** BinderHub's own health, all well but for what the test says. */
export function binderHealth({
  registry = true,
  hub = true,
  people = 9,
  quota = null as number | null,
} = {}) {
  return {
    ok: registry && hub,
    checks: [
      { service: 'Docker registry', ok: registry },
      { service: 'JupyterHub API', ok: hub },
      { service: 'Pod quota', total_pods: people, build_pods: 0, user_pods: people, quota, ok: true },
    ],
  }
}

export function readyNode(
  name: string,
  change: { spec?: object; conditions?: object[]; annotations?: Labels } = {},
) {
  return {
    metadata: { name, annotations: change.annotations ?? {} },
    spec: change.spec ?? {},
    status: {
      allocatable: { cpu: '16', memory: '60Gi', pods: '110' },
      conditions: [{ type: 'Ready', status: 'True' }, ...(change.conditions ?? [])],
      nodeInfo: { kubeletVersion: 'v1.32.13', bootID: 'boot-1' },
    },
  }
}

export function readyPod(component: string, change: { status?: object; created?: string } = {}) {
  return {
    metadata: {
      uid: `uid-${component}`,
      name: `${component}-7d`,
      labels: { component },
      creationTimestamp: change.created ?? '2026-10-01T00:00:00Z',
    },
    status: change.status ?? { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  }
}

export function deployment(name: string, replicas = 1) {
  return { metadata: { name }, spec: { replicas } }
}

function service(name: string, clusterIP: string, port: number) {
  return { metadata: { name, namespace: 'binder' }, spec: { clusterIP, ports: [{ port }] } }
}
