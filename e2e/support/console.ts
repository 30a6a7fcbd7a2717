import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from '@playwright/test'
import { freePort } from '../../lib/testing/loopback-server/free-port.ts'
import { type ApiClient, createApiClient } from './api-client.ts'
import { type ConsoleEnd, type ConsoleProcess, type Settings, startConsole } from './console-process.ts'
import type { TestServer } from './test-server.ts'

/** A console of a test's own: its port and data folder stay the same through all its lives. */
export interface TestConsole {
  readonly url: string
  readonly dataFolder: string
  /** The account that setUp() creates. */
  readonly administrator: { name: string; password: string }
  /** The API as the administrator, from outside the browser. Signed in after setUp(). */
  readonly api: ApiClient
  /** The life it is in; throws while it is down. */
  process(): ConsoleProcess
  /** Everything that all its lives printed. */
  output(): string
  /** Starts it, the first time or after stop() or kill9(). */
  start(): Promise<ConsoleProcess>
  /** SIGTERM; the exit code and how long it took. */
  stop(): Promise<ConsoleEnd>
  /** SIGKILL: nothing of it gets the chance to tidy up. */
  kill9(): Promise<void>
  /** Creates the administrator with the one-time code of the link that this start printed. */
  setUp(): Promise<void>
  /** Signs a browser in as the administrator, as a device of its own. */
  signIn(context: BrowserContext): Promise<void>
  /** Adds a server with its host key confirmed; gives its id. */
  addServer(server: TestServer): Promise<string>
  /** Stops it and removes its data folder. */
  dispose(): Promise<ConsoleEnd | null>
}

/** A console that is not started yet. `env`: more BINDERY_* settings for all its lives. */
export async function createConsole(env: Settings = {}): Promise<TestConsole> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const dataFolder = mkdtempSync(join(tmpdir(), 'bindery-e2e-'))
  const administrator = { name: 'Ada', password: randomBytes(18).toString('base64url') }
  const api = createApiClient(() => url)
  let life: ConsoleProcess | null = null
  let earlier = ''

  const process = (): ConsoleProcess => {
    if (life === null) throw new Error('The console is not running; start() it first.')
    return life
  }
  const ended = (): void => {
    earlier += life?.output() ?? ''
    life = null
  }

  return {
    url,
    dataFolder,
    administrator,
    api,
    process,
    output: () => earlier + (life?.output() ?? ''),
    async start() {
      if (life !== null) throw new Error('The console is running already.')
      life = await startConsole({ port, dataFolder, env })
      return life
    },
    async stop() {
      const end = await process().stop()
      ended()
      return end
    },
    async kill9() {
      await process().kill()
      ended()
    },
    async setUp() {
      await api.post('/api/setup', { code: await process().setupCode(), ...administrator })
    },
    async signIn(context) {
      const response = await context.request.post(`${url}/api/sign-in`, {
        data: administrator,
        headers: { origin: url },
      })
      if (!response.ok())
        throw new Error(`The administrator could not sign in: ${response.status()} ${await response.text()}`)
    },
    async addServer(server) {
      const answer = await api.post('/api/servers/add', {
        name: server.name,
        host: server.host,
        port: server.port,
        jump: null,
        user: server.user,
        signIn:
          server.password === undefined
            ? { kind: 'key', privateKey: server.privateKey() }
            : { kind: 'password', password: server.password },
        root: server.password === undefined ? {} : { sudoPassword: server.password },
        keepSecrets: true,
        hostKey: server.hostKeySha256,
      })
      return (answer as { id: string }).id
    },
    async dispose() {
      const end = life === null ? null : await life.stop()
      if (life !== null) ended()
      rmSync(dataFolder, { recursive: true, force: true })
      return end
    },
  }
}
