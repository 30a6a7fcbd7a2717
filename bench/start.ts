import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConsole } from '../e2e/support/console.ts'
import { giveServer } from '../e2e/support/given-server.ts'
import { freePort } from '../lib/testing/loopback-server/free-port.ts'
import { type Figure, printFigure } from './support/figure.ts'
import { firstLoadBytes } from './support/first-load.ts'
import { npmStart } from './support/npm-start.ts'

// How soon npm start is ready, what the console holds when idle, how soon it is gone, how much script a page loads.

const ROOT = join(import.meta.dirname, '..')
const IDLE_MS = 20_000
const STARTS = 3

function print(name: string, value: number, unit: string, goal: number): void {
  printFigure({ name, value, unit, goal, better: 'lower', file: 'bench/start.ts' } satisfies Figure)
}

async function starts(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bindery-bench-'))
  try {
    // The first start may install and build; what a person waits for every day is the second.
    await (await npmStart(await freePort(), dataFolder, 20 * 60_000)).stop()
    const ready: number[] = []
    const page: number[] = []
    const gone: number[] = []
    for (let start = 1; start <= STARTS; start += 1) {
      const running = await npmStart(await freePort(), dataFolder, 60_000)
      ready.push(running.readyAfterMs)
      page.push(running.firstPageAfterMs)
      if (start === STARTS) {
        await sleep(IDLE_MS)
        const bytes = running.residentBytes()
        if (bytes === null) console.error('Idle memory is measured on Linux only.')
        else print('Idle memory of the console after 20 s', bytes / 1e6, 'MB', 150)
      }
      gone.push(await running.stop())
    }
    print('Second npm start to ready, slowest of 3', Math.max(...ready) / 1000, 's', 2)
    print('Second npm start to first page, slowest of 3', Math.max(...page) / 1000, 's', 3)
    print('Clean shutdown, slowest of 3', Math.max(...gone) / 1000, 's', 5)
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

/** Every page of the console, on a server with a run, so that each shows what it usually shows. */
async function firstLoads(): Promise<void> {
  const console = await createConsole()
  const given = await giveServer()
  try {
    await console.start()
    await console.setUp()
    const ids: Record<string, string> = {}
    if ('server' in given) {
      ids['[server]'] = await console.addServer(given.server)
      const input = { title: 'Bench', script: 'echo bench' }
      ids['[run]'] = (
        (await console.api.post(`/api/servers/${ids['[server]']}/runs/start`, input)) as { id: string }
      ).id
    } else globalThis.console.error(`Pages of a server are left out: ${given.missing}`)

    for (const route of pageRoutes()) {
      const path = route
        .split('/')
        .map((part) => ids[part] ?? part)
        .join('/')
      if (path.includes('[')) continue
      const signedOut = route === '/welcome' || route === '/sign-in'
      const bytes = await firstLoadBytes(new URL(path, console.url), signedOut ? '' : console.api.cookie())
      print(`First-load JavaScript of ${route}`, bytes / 1000, 'kB', 200)
    }
  } finally {
    await console.dispose()
    await given.release()
  }
}

/** The pages that a person can open, from what Next wrote when it built them. "/" and "/welcome" lead on from there. */
function pageRoutes(): string[] {
  const manifest: unknown = JSON.parse(
    readFileSync(join(ROOT, '.next', 'app-path-routes-manifest.json'), 'utf8'),
  )
  return Object.entries(manifest as Record<string, string>)
    .filter(
      ([file, route]) =>
        file.endsWith('/page') && !route.startsWith('/_') && route !== '/' && route !== '/welcome',
    )
    .map(([, route]) => route)
    .sort()
}

await starts()
await firstLoads()
