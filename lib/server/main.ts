import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setupLink } from './auth/setup.ts'
import { type Config, ConfigError, loadConfig, withPort } from './config/config.ts'
import { lockDataFolder } from './config/lock-data-folder.ts'
import { helpText } from './config/options.ts'
import { createEngine } from './create-engine.ts'
import { ENGINE } from './engine.ts'
import { createFront } from './http/front.ts'
import { logLine } from './log-line.ts'
import { preparePages } from './pages.ts'
import { createPractice } from './practice/practice.ts'

// Starts the console: settings, data folder, engine, pages, port. `npm start` runs this file.

const HOME = join(import.meta.dirname, '../..')
const SHUTDOWN_MS = 5_000

const version: string = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')).version
const log = (line: string): void => console.error(logLine(new Date(), line))

// The database holds password hashes and scripts: what the console makes is for its user alone.
process.umask(0o077)

const argv = process.argv.slice(2)
if (argv.includes('--version')) {
  console.log(version)
} else if (argv.includes('--help')) {
  console.log(helpText())
} else {
  await start().catch((error: unknown) => {
    if (error instanceof ConfigError) console.error(`Bindery did not start. ${error.message}`)
    else console.error('Bindery did not start.', error)
    // At once: whatever is left open, a port that answers nothing looks like a console that is about to be ready.
    process.exit(1)
  })
}

/** Starts everything, or closes again what it had opened and throws. */
async function start(): Promise<void> {
  const wished = loadConfig(argv, process.env)
  const opened: (() => unknown)[] = []
  try {
    await open(wished, opened)
  } catch (error) {
    setTimeout(() => {
      console.error('Bindery did not start, and could not close what it had opened.', error)
      process.exit(1)
    }, SHUTDOWN_MS).unref()
    for (const close of opened.reverse())
      await (async () => close())().catch((also: unknown) => log(`closing again: ${also}`))
    throw error
  }
}

/** Each thing that must be closed again puts how into `opened`. */
async function open(wished: Config, opened: (() => unknown)[]): Promise<void> {
  const unlock = lockDataFolder(wished.dataFolder)
  opened.push(unlock)
  const server = wished.tls ? createTlsServer(wished.tls) : createServer()
  const config = withPort(wished, await listen(server, wished.port, wished.host))
  opened.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const tooEarly = (_: unknown, response: ServerResponse): void =>
    void response.writeHead(503, { 'retry-after': '1' }).end()
  server.on('request', tooEarly)

  const practice = config.practice ? await createPractice(config.dataFolder, log) : null
  opened.push(() => practice?.stop())
  const engine = createEngine(config, version, log, practice)
  opened.push(() => engine.close())
  Object.defineProperty(globalThis, ENGINE, { value: engine, configurable: true })
  const pages = await preparePages({ dev: config.dev, home: HOME })
  const front = createFront({
    config,
    store: engine.store,
    auth: engine.auth,
    actions: engine.actions,
    queries: engine.queries,
    pages: pages.onRequest,
    upgrade: engine.hub.accept,
    readiness: engine.readiness,
    acted: engine.acted,
    version,
    log,
  })
  server.off('request', tooEarly)
  server.on('request', front.onRequest)
  server.on('upgrade', front.onUpgrade)

  console.log(`Bindery is ready on ${config.origin}`)
  console.log(`  data folder: ${config.dataFolder}`)
  const code = engine.auth.newSetupCode()
  if (code !== null)
    console.log(
      `\nNobody owns this console yet. Create the administrator with this one-time link:\n  ${setupLink(config.origin, code)}\n`,
    )

  let stoppingSince: number | null = null
  const stop = (why: string, exitCode: number): void => {
    // A second signal means that somebody is tired of waiting; at once, that it reached us by two ways.
    if (stoppingSince !== null && Date.now() - stoppingSince > 1_000) process.exit(1)
    if (stoppingSince !== null) return
    stoppingSince = Date.now()
    log(`stopping: ${why}. What runs on servers goes on.`)
    setTimeout(() => process.exit(exitCode || 1), SHUTDOWN_MS).unref()
    front.stop()
    server.close()
    void (async () => {
      await engine.close()
      await practice?.stop()
      await pages.close()
      server.closeAllConnections()
      unlock()
      process.exit(exitCode)
    })()
  }
  process.on('SIGINT', () => stop('interrupted', 0))
  process.on('SIGTERM', () => stop('asked to end', 0))
  process.on('unhandledRejection', (reason) =>
    log(`bug: unhandled rejection: ${reason instanceof Error ? reason.stack : String(reason)}`),
  )
  process.on('uncaughtException', (error) => {
    log(`bug: uncaught exception: ${error.stack}`)
    stop('a mistake in Bindery itself', 1)
  })
}

/** Resolves with the port that was taken. Throws ConfigError when it is not to be had. */
function listen(server: ReturnType<typeof createServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'something else listens there' : error.message
      reject(
        new ConfigError(
          `--port ${port} on ${host} cannot be used: ${why}. Allowed: a free port, or 0 to take any.`,
        ),
      )
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
