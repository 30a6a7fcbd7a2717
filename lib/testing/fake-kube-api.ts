import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApiGone, ApiRefusal } from '../server/kube/api-problems.ts'
import type { Api } from '../server/kube/list-and-watch.ts'

export interface FakeObject {
  metadata: { uid: string; name: string; namespace: string; resourceVersion: string }
  [field: string]: unknown
}

/**
 * What a reflector needs of a Kubernetes API, over real HTTP: lists in pages, watches that go on from a version, 410
 * for what was compacted. The test is the cluster: it changes objects and breaks things.
 */
export class FakeKubeApi {
  readonly #server = createServer((req, res) => this.#answer(req, res))
  readonly #objects = new Map<string, FakeObject>()
  readonly #log: { version: number; line: string }[] = []
  readonly #watches = new Set<ServerResponse>()
  #version = 100
  #compacted = 0
  /** Every request so far: path and query. */
  readonly asked: URL[] = []
  /** Answers with this instead, as long as it is set. */
  refuse: number | null = null
  /** Objects of a page; the reflector's own limit is what it asks for. */
  pageSize = Number.POSITIVE_INFINITY
  /** Called after each page of a list was sent. */
  onPage: (() => void) | null = null

  static async start(): Promise<FakeKubeApi> {
    const api = new FakeKubeApi()
    api.#server.listen(0, '127.0.0.1')
    await once(api.#server, 'listening')
    return api
  }

  /** The API as the engine sees it, without the tunnel. */
  get client(): Api {
    return {
      get: (path, { signal }) =>
        new Promise((resolve, reject) => {
          const { port } = this.#server.address() as AddressInfo
          const sent = get({ host: '127.0.0.1', port, path, signal, agent: false }, (answer) => {
            if (answer.statusCode === 200) resolve(answer)
            else
              reject(answer.statusCode === 410 ? new ApiGone() : new ApiRefusal(answer.statusCode ?? 0, ''))
            if (answer.statusCode !== 200) answer.resume()
          })
          sent.on('error', reject)
        }),
    }
  }

  get watches(): number {
    return this.#watches.size
  }

  get lists(): number {
    return this.asked.filter(({ searchParams }) => !searchParams.has('watch')).length
  }

  put(uid: string, fields: object = {}): void {
    this.#version += 1
    const known = this.#objects.has(uid)
    const metadata = { uid, name: uid, namespace: 'default', resourceVersion: String(this.#version) }
    const object = { ...fields, metadata }
    this.#objects.set(uid, object)
    this.#tell(known ? 'MODIFIED' : 'ADDED', object)
  }

  delete(uid: string): void {
    const object = this.#objects.get(uid)
    if (!object) return
    this.#version += 1
    this.#objects.delete(uid)
    const metadata = { ...object.metadata, resourceVersion: String(this.#version) }
    this.#tell('DELETED', { ...object, metadata })
  }

  /** Says to all watches that nothing happened up to now. */
  bookmark(): void {
    this.#version += 1
    this.#send(
      JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: String(this.#version) } } }),
    )
  }

  /** Forgets all versions before now. */
  compact(): void {
    this.#compacted = this.#version
  }

  /** Sends all watches an ERROR event, as the API does for what goes wrong after the answer began. */
  error(code: number): void {
    this.#send(JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code } }))
  }

  /** Ends all watches as the API does when their time is over. */
  endWatches(): void {
    for (const watch of this.#watches) watch.end()
  }

  /** Cuts all connections in the middle of a line. */
  cut(): void {
    for (const watch of this.#watches) watch.write('{"type":"MODIF', () => watch.destroy())
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #tell(type: string, object: FakeObject): void {
    const line = JSON.stringify({ type, object })
    this.#log.push({ version: this.#version, line })
    this.#send(line)
  }

  #send(line: string): void {
    for (const watch of this.#watches) watch.write(`${line}\n`)
  }

  #answer(req: IncomingMessage, res: ServerResponse): void {
    const url = new URL(req.url ?? '/', 'http://api')
    this.asked.push(url)
    if (this.refuse !== null) {
      res.writeHead(this.refuse).end('{}')
      return
    }
    if (url.searchParams.has('watch')) this.#watch(url, res)
    else this.#list(url, res)
  }

  #watch(url: URL, res: ServerResponse): void {
    const from = Number(url.searchParams.get('resourceVersion'))
    if (from < this.#compacted) {
      res.writeHead(410).end('{}')
      return
    }
    res.writeHead(200).flushHeaders()
    for (const { version, line } of this.#log) if (version > from) res.write(`${line}\n`)
    this.#watches.add(res)
    res.on('close', () => this.#watches.delete(res))
  }

  #list(url: URL, res: ServerResponse): void {
    const size = Math.min(Number(url.searchParams.get('limit')), this.pageSize)
    const [at = 0, version = this.#version] = (url.searchParams.get('continue') ?? '')
      .split('@')
      .filter(Boolean)
      .map(Number)
    if (version < this.#compacted) {
      res.writeHead(410).end('{}')
      return
    }
    const all = [...this.#objects.values()]
    const more = at + size < all.length ? { continue: `${at + size}@${version}` } : {}
    const metadata = { resourceVersion: String(version), ...more }
    res.end(JSON.stringify({ metadata, items: all.slice(at, at + size) }), () => this.onPage?.())
  }
}
