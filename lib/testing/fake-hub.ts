import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { AppError } from '../shared/problem.ts'

/**
 * A hub of BinderHub over real HTTP, as far as Bindery asks: users in pages, servers that stop. The test is the hub:
 * it says who is on it, and breaks things. `link.forward` leads to it from wherever its Service is said to be.
 */
export class FakeHub {
  readonly #server = createServer((req, res) => this.#answer(req, res))
  token = 'shared'
  /** The models of its users, by name. */
  readonly users = new Map<string, object>()
  /** Every request that came with the token: method and path. */
  readonly asked: string[] = []
  /** Answers with this instead, as long as it is set. */
  refuse: number | null = null
  /** What a DELETE of a server answers; the user goes with 204 and with 202. */
  stops = 204
  /** Called with whoever was stopped. */
  onStop: (name: string) => void = () => {}
  /** Like a hub before JupyterHub 2: a plain list of everybody. */
  old = false
  /** Never answers. */
  silent = false
  /** Nobody listens behind the Service. */
  down = false
  base = ''

  static async start(): Promise<FakeHub> {
    const hub = new FakeHub()
    hub.#server.listen(0, '127.0.0.1')
    await once(hub.#server, 'listening')
    return hub
  }

  readonly link = {
    forward: async (_host: string, _port: number, signal?: AbortSignal): Promise<Duplex> => {
      if (this.down) throw new AppError('remote_failed', 'From the server, the hub cannot be connected to.')
      const { port } = this.#server.address() as AddressInfo
      const socket = connect({ port, host: '127.0.0.1', ...(signal ? { signal } : {}) })
      await once(socket, 'connect')
      return socket
    },
  }

  /** Somebody whose server is ready, and was last used at that time. */
  add(name: string, server: object = {}): void {
    const model = { name: '', ready: true, pending: null, started: '2026-11-27T09:00:00.000000Z', ...server }
    this.users.set(name, {
      kind: 'user',
      name,
      admin: false,
      server: `/user/${name}/`,
      pending: null,
      last_activity: '2026-11-27T09:10:00.000000Z',
      servers: { '': { last_activity: '2026-11-27T09:10:00.000000Z', ...model } },
    })
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #answer(req: IncomingMessage, res: ServerResponse): void {
    if (this.silent) return
    const { status, value } = this.#model(req)
    res.writeHead(status, { 'content-type': 'application/json' })
    res.end(value === undefined ? '' : JSON.stringify(value))
  }

  #model(req: IncomingMessage): { status: number; value?: unknown } {
    const url = new URL(req.url ?? '/', 'http://hub')
    const refusal = (status: number, message: string) => ({ status, value: { status, message } })
    if (req.headers.authorization !== `token ${this.token}`)
      return refusal(403, 'Missing or invalid credentials.')
    this.asked.push(`${req.method} ${url.pathname}`)
    if (this.refuse !== null) return refusal(this.refuse, 'told to')
    const path = url.pathname.slice(`${this.base}/hub/api`.length)
    if (path === '/users') return { status: 200, value: this.#page(url, req.headers.accept ?? '') }
    const name = decodeURIComponent(/^\/users\/([^/]+)\/server$/.exec(path)?.[1] ?? '')
    if (req.method !== 'DELETE' || !this.users.has(name)) return refusal(404, 'no such')
    if (this.stops < 300) {
      this.users.delete(name)
      this.onStop(name)
    }
    return { status: this.stops }
  }

  #page({ searchParams }: URL, accept: string): unknown {
    const all = [...this.users.values()]
    if (this.old || !accept.includes('pagination')) return all
    const [limit, offset] = [Number(searchParams.get('limit')), Number(searchParams.get('offset'))]
    const next = offset + limit < all.length ? { offset: offset + limit, limit, url: '' } : null
    return {
      items: all.slice(offset, offset + limit),
      _pagination: { offset, limit, total: all.length, next },
    }
  }
}

/** The two objects of the API by which a hub is found. `base`: what stands before /hub. */
export function hubObjects(
  namespace: string,
  token: string | null,
  base = '',
): { service: object; secret: object } {
  return {
    service: {
      metadata: {
        name: 'hub',
        namespace,
        annotations: { 'prometheus.io/path': `${base}/hub/metrics` },
      },
      spec: { clusterIP: '10.152.183.7', ports: [{ port: 8081 }] },
    },
    secret: {
      metadata: { name: 'hub', namespace },
      data: token === null ? {} : { 'hub.services.binder.apiToken': Buffer.from(token).toString('base64') },
    },
  }
}
