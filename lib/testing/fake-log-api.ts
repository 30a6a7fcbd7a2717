import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApiRefusal, wayProblem } from '../server/kube/api-problems.ts'
import type { Api } from '../server/kube/list-and-watch.ts'

interface Line {
  at: string
  text: string | Buffer
}

interface Run {
  id: string
  lines: Line[]
  exit: { exitCode: number; reason: string } | null
}

/**
 * One pod with one container, `main`, and the log that a kubelet would give of it, over real HTTP. The test prints,
 * cuts, restarts and rotates.
 */
export class FakeLogApi {
  readonly #server = createServer((req, res) => this.#answer(req, res))
  readonly #followers = new Set<ServerResponse>()
  #runs: Run[] = []
  #clock = Date.parse('2026-11-27T08:59:30Z')
  #nanos = 0
  phase = 'Pending'
  uid = 'pod-1'
  labels: Record<string, string> = {}
  /** Gone: 404. */
  there = true
  /** Answers with this to everything, as long as it is set. */
  refuse: number | null = null
  /** Every request so far: path and query. */
  readonly asked: URL[] = []

  static async start(): Promise<FakeLogApi> {
    const api = new FakeLogApi()
    api.#server.listen(0, '127.0.0.1')
    await once(api.#server, 'listening')
    return api
  }

  readonly place = { namespace: 'binder', pod: 'talker', uid: 'pod-1', container: 'main' }

  /** The API as the engine sees it, without the tunnel. */
  readonly client: Api = {
    get: (path, { signal }) =>
      new Promise((resolve, reject) => {
        const { port } = this.#server.address() as AddressInfo
        const sent = get({ host: '127.0.0.1', port, path, signal, agent: false }, (answer) => {
          if (answer.statusCode === 200) return resolve(answer)
          answer.resume()
          reject(wayProblem(new ApiRefusal(answer.statusCode ?? 0, '')))
        })
        sent.on('error', (error) => reject(wayProblem(error)))
      }),
  }

  get logRequests(): URL[] {
    return this.asked.filter(({ pathname }) => pathname.endsWith('/log'))
  }

  get followers(): number {
    return this.#followers.size
  }

  begin(): void {
    this.phase = 'Running'
    this.#runs.push({ id: `containerd://${this.#runs.length}`, lines: [], exit: null })
  }

  /** Prints lines, each `ms` milliseconds after the one before; `at` is a timestamp to have instead. */
  print(text: string | Buffer, { ms = 1, at }: { ms?: number; at?: string } = {}): void {
    this.#clock += ms
    this.#nanos = (this.#nanos + 1_237) % 1_000_000
    const now = `${new Date(this.#clock).toISOString().slice(0, 23)}${String(this.#nanos).padStart(6, '0')}Z`
    const line = { at: at ?? now, text }
    this.#runs.at(-1)?.lines.push(line)
    for (const follower of this.#followers) follower.write(lineBytes(line))
  }

  /** The container ends, and its log with it. */
  exit(exitCode = 0, reason = 'Completed'): void {
    const run = this.#runs.at(-1)
    if (run) run.exit = { exitCode, reason }
    this.endStreams()
  }

  /** Ends all streams as they should. */
  endStreams(): void {
    for (const follower of this.#followers) follower.end()
    this.#followers.clear()
  }

  /** Cuts all streams, behind the first bytes of a line that comes again whole. */
  cut(): void {
    for (const follower of this.#followers) follower.write('2026-11-27T08:5', () => follower.destroy())
    this.#followers.clear()
  }

  /** Drops all but the last lines, as a change of the kubelet's file does. */
  rotate(keep = 0): void {
    const run = this.#runs.at(-1)
    if (run) run.lines = keep === 0 ? [] : run.lines.slice(-keep)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #answer(req: IncomingMessage, res: ServerResponse): void {
    const url = new URL(req.url ?? '/', 'http://api')
    this.asked.push(url)
    if (this.refuse !== null || !this.there) {
      res.writeHead(this.refuse ?? 404).end('{}')
      return
    }
    if (url.pathname.endsWith('/log')) this.#log(url.searchParams, res)
    else res.end(JSON.stringify(this.#pod()))
  }

  #log(query: URLSearchParams, res: ServerResponse): void {
    const run = this.#runs.at(query.get('previous') === 'true' ? -2 : -1)
    if (!run) {
      res.writeHead(400).end('{}')
      return
    }
    const since = query.get('sinceTime')?.slice(0, 19) ?? ''
    const tail = query.get('tailLines')
    const lines = run.lines.filter(({ at }) => at >= since)
    res.writeHead(200).flushHeaders()
    const plain = query.get('timestamps') !== 'true'
    for (const line of tail === null ? lines : lines.slice(-Number(tail))) res.write(lineBytes(line, plain))
    if (query.get('follow') !== 'true' || run.exit) {
      res.end()
      return
    }
    this.#followers.add(res)
    res.on('close', () => this.#followers.delete(res))
  }

  #pod(): object {
    const run = this.#runs.at(-1)
    const before = this.#runs.at(-2)
    const state = !run
      ? { waiting: { reason: 'ContainerCreating' } }
      : run.exit
        ? { terminated: { ...run.exit, containerID: run.id } }
        : { running: {} }
    const lastState = before?.exit ? { terminated: { ...before.exit, containerID: before.id } } : {}
    return {
      metadata: { uid: this.uid, labels: this.labels, name: 'talker' },
      status: {
        phase: this.phase,
        containerStatuses: [{ name: 'main', containerID: run?.id, state, lastState }],
      },
    }
  }
}

function lineBytes({ at, text }: Line, plain = false): Buffer {
  return Buffer.concat([Buffer.from(plain ? '' : `${at} `), Buffer.from(text as string), Buffer.from('\n')])
}
