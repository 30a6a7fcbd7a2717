import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { NODE_FLAGS } from '../../scripts/setup/serve.mjs'
import { printed } from './printed.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const LEASH = join(ROOT, 'scripts', 'setup', 'leash.mjs')
/** The console has 2 s as its goal; a machine that is busy with other tests gets more before we give up. */
const READY_WITHIN_MS = 30_000
/** It shuts down in 5 s or ends itself; a little more, so that its own limit is what shows. */
const GONE_WITHIN_MS = 8000

/** Environment variables: BINDERY_PUBLIC_URL and the like. */
export type Settings = Record<string, string | undefined>

/** One life of a console: from a start to its end. */
export interface ConsoleProcess {
  readonly pid: number
  /** "http://127.0.0.1:40123", as it said when it was ready. */
  readonly url: string
  /** Milliseconds from the start to "Bindery is ready". */
  readonly readyAfterMs: number
  /** The code of the set-up link, which is printed while nobody owns the console. */
  setupCode(): Promise<string>
  /** Everything it printed so far. */
  output(): string
  /** Asks it to shut down (SIGTERM); its exit code, null where it had to be killed, and how long that took. */
  stop(): Promise<ConsoleEnd>
  /** Ends it as a power cut would (SIGKILL). */
  kill(): Promise<void>
}

export interface ConsoleEnd {
  code: number | null
  tookMs: number
}

/**
 * Starts a production console and waits until it says that it is ready. It shuts down when this process is gone.
 * Rejects with what it printed when it ends before, or is not ready in 30 s.
 */
export async function startConsole(options: {
  port: number
  dataFolder: string
  env?: Settings
}): Promise<ConsoleProcess> {
  const began = performance.now()
  const flags = ['--host', '127.0.0.1', '--port', String(options.port), '--data-folder', options.dataFolder]
  const child = spawn(process.execPath, [...NODE_FLAGS, '--import', LEASH, 'lib/server/main.ts', ...flags], {
    cwd: ROOT,
    env: {
      ...withoutSettings(process.env),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const said = printed(child)
  const url = await said.until(/Bindery is ready on (\S+)/, READY_WITHIN_MS).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })
  const readyAfterMs = performance.now() - began

  return {
    pid: child.pid ?? 0,
    url,
    readyAfterMs,
    setupCode: () => said.until(/\/welcome#code=(\S+)/, 5000),
    output: said.text,
    async stop() {
      const asked = performance.now()
      await end(child, exited)
      return { code: child.exitCode, tookMs: performance.now() - asked }
    },
    async kill() {
      if (isOver(child)) return
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function end(child: ChildProcess, exited: Promise<unknown[]>): Promise<void> {
  if (isOver(child)) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), GONE_WITHIN_MS)
  await exited
  clearTimeout(timer)
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** Settings of the person's own console must not reach a test's. */
function withoutSettings(env: NodeJS.ProcessEnv): Settings {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('BINDERY_')))
}
