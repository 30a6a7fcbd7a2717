import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Action, Query } from '../server/actions/action.ts'
import type { Auth } from '../server/auth/auth.ts'
import { hashPassword } from '../server/auth/password.ts'
import { createSessions } from '../server/auth/sessions.ts'
import { loadConfig } from '../server/config/config.ts'
import { createEngine } from '../server/create-engine.ts'
import { createFront, type Front } from '../server/http/front.ts'
import { createPeople } from '../server/people/people.ts'
import type { Practice } from '../server/practice/practice.ts'
import type { Store } from '../server/store/open-store.ts'

type FrontOptions = Parameters<typeof createFront>[0]

/** The whole console but for its pages: a real engine on a folder of its own, its front on a free port of loopback. */
export interface LoopbackFront {
  origin: string
  host: string
  port: number
  store: Store
  auth: Auth
  front: Front
  /** All of the engine's and those that the test added. */
  actions: readonly Action[]
  queries: readonly Query[]
  /** What the front said about mistakes of its own. */
  logged: string[]
  /** The Cookie header of a new session of an account with this role. */
  cookieOf(role: 'administrator' | 'viewer'): string
  /** Posts JSON from our own origin; headers given here win, undefined takes one away. */
  post(path: string, body: unknown, headers?: Record<string, string | undefined>): Promise<Response>
  /** Sends bytes as they are and gives everything that came back until the other end closed. */
  raw(text: string): Promise<string>
  close(): Promise<void>
}

/** Of everybody on the rig. */
export const PASSWORD = 'fourteen letters and more'

/** With Ann, an administrator, and Vic, a viewer, unless `accounts` is false. */
export async function frontOnLoopback(
  options: Partial<Pick<FrontOptions, 'actions' | 'queries' | 'pages' | 'upgrade' | 'readiness'>> & {
    dev?: boolean
    secure?: boolean
    accounts?: boolean
    practice?: Practice
  } = {},
): Promise<LoopbackFront> {
  const folder = mkdtempSync(join(tmpdir(), 'bindery-front-'))
  const logged: string[] = []
  const log = (line: string): void => void logged.push(line)
  const secure = options.secure ?? false
  const config = { ...loadConfig(['--data-folder', folder], {}), secure }
  const engine = createEngine(config, '1.2.3', log, options.practice)
  const { store, auth } = engine
  const people = createPeople(store)
  const sessions = createSessions(store)
  const actions = [...engine.actions, ...(options.actions ?? [])]
  const queries = [...engine.queries, ...(options.queries ?? [])]
  if (options.accounts !== false) {
    const passwordHash = await hashPassword(PASSWORD)
    people.add({ name: 'Ann', role: 'administrator', passwordHash })
    people.add({ name: 'Vic', role: 'viewer', passwordHash })
  }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  const origin = `http://${host}`
  const front = createFront({
    config: {
      allowedHosts: [host, `localhost:${port}`],
      allowedOrigins: [origin, `http://localhost:${port}`],
      trustedProxies: [],
      secure,
      dev: options.dev ?? false,
    },
    store,
    auth,
    actions,
    queries,
    pages: options.pages ?? (async (_request, response) => void response.end('a page')),
    upgrade: options.upgrade ?? ((_request, socket) => socket.destroy()),
    readiness: options.readiness ?? (() => ({ ok: store.answers() })),
    version: '1.2.3',
    bodyDeadlineMs: 500,
    log,
  })
  server.on('request', front.onRequest)
  server.on('upgrade', front.onUpgrade)
  // The server itself forgets a connection once it is upgraded.
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  return {
    origin,
    host,
    port,
    store,
    auth,
    front,
    actions,
    queries,
    logged,
    cookieOf(role) {
      const person = people.all().find((each) => each.role === role)
      if (!person) throw new Error(`There is no ${role}.`)
      const { token } = sessions.start(person.id, { device: 'test', address: '127.0.0.1' })
      return `${secure ? '__Host-bindery' : 'bindery'}=${token}`
    },
    post(path, body, headers = {}) {
      const all = { origin, 'content-type': 'application/json', ...headers }
      const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return fetch(`${origin}${path}`, { method: 'POST', headers: sent, body: text, redirect: 'manual' })
    },
    raw(text) {
      return new Promise((resolve, reject) => {
        let heard = ''
        const socket = connect(port, '127.0.0.1', () => socket.write(text))
        socket.setEncoding('latin1').on('data', (chunk) => {
          heard += chunk
        })
        socket.on('close', () => resolve(heard)).on('error', reject)
      })
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await engine.close()
      rmSync(folder, { recursive: true })
    },
  }
}
