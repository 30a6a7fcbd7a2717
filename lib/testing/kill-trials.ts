import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { NODE_FLAGS } from '../../scripts/setup/serve.mjs'
import { Link } from '../server/ssh/link.ts'
import { newId } from '../server/store/ids.ts'
import type { RunRow } from '../shared/run-row.ts'
import type { EnginePlan } from './engine-part.ts'
import { cutProxy } from './loopback-server/cut-proxy.ts'
import type { LoopbackServer } from './loopback-server/start.ts'
import { targetOf } from './loopback-server/target-of.ts'
import { runConsole } from './run-console.ts'

/** A run of 200 lines over about a second, with everything that likes to break, and a code of its own. */
function trialScript(name: string): string {
  return `echo ran >>/root/${name}
for i in $(seq 200); do printf 'line %d ✓ \\e[32mgreen\\e[0m 10%%\\r\\xff\\n' "$i"; sleep 0.004; done
exit 7`
}

const moment = (): Promise<void> => pause(Math.random() * 1800)

/** Kills the engine with SIGKILL at a random moment, starts it again, and says what did not hold: nothing, if all did. */
export async function engineKillTrial(server: LoopbackServer): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bindery-killed-'))
  const name = newId()
  const plan: EnginePlan = { folder, target: targetOf(server), script: trialScript(name) }
  const killed = startEnginePart(plan)
  await Promise.race([moment(), killed.ended])
  killed.kill()
  await killed.ended
  const row = await startEnginePart(plan).ended
  const wrong = row === null ? ['the second engine did not end the run'] : verify(server, folder, name, row)
  rmSync(folder, { recursive: true })
  return wrong
}

/** Resets the link at a random moment; it comes back by itself. Says what did not hold. */
export async function linkCutTrial(server: LoopbackServer): Promise<string[]> {
  const proxy = await cutProxy(server.port)
  const link = new Link({ target: async () => targetOf(server, { port: proxy.port }) })
  link.open()
  const here = runConsole({ link })
  const name = newId()
  const id = here.start(trialScript(name))
  await moment()
  proxy.reset()
  await here.ended(id)
  const wrong = verify(server, here.folder, name, here.runs.row(id))
  await here.runs.stop()
  await link.close()
  await proxy.close()
  rmSync(here.folder, { recursive: true })
  return wrong
}

function verify(server: LoopbackServer, folder: string, name: string, row: RunRow): string[] {
  const wrong: string[] = []
  const log = readFileSync(`${server.root}/var/lib/bindery/runs/${row.id}/log`)
  const count = readFileSync(`${server.root}/root/${name}`, 'utf8')
  if (row.status.state !== 'exited' || row.status.code !== 7)
    wrong.push(`it ended as ${JSON.stringify(row.status)}`)
  if (count !== 'ran\n') wrong.push(`it was executed ${count.split('\n').length - 1} times`)
  if (log.toString('latin1').split('\n').length !== 201) wrong.push('the log on the server is not whole')
  if (!readFileSync(join(folder, 'runs', `${row.id}.log`)).equals(log))
    wrong.push('the transcript differs from the log')
  if (row.bytes !== log.length) wrong.push(`the row says ${row.bytes} bytes`)
  return wrong
}

/** `ended` gives the last row, or null when the process ended before the run did. */
export function startEnginePart(plan: EnginePlan): {
  kill(): void
  ended: Promise<RunRow | null>
  words(): string
} {
  const file = fileURLToPath(new URL('engine-part.ts', import.meta.url))
  const child = spawn(process.execPath, [...NODE_FLAGS, file, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  child.stderr.on('data', (chunk) => {
    words += String(chunk)
  })
  const ended = (async () => {
    let row: RunRow | null = null
    const closed = once(child, 'close')
    for await (const line of createInterface({ input: child.stdout })) row = JSON.parse(line) as RunRow
    const [code] = await closed
    return code === 0 ? row : null
  })()
  return { kill: () => void child.kill('SIGKILL'), ended, words: () => words }
}

/** Runs `count` trials, one at a time on each server. Gives what went wrong in each. */
export async function manyTrials(
  servers: readonly LoopbackServer[],
  count: number,
  trial: (server: LoopbackServer) => Promise<string[]>,
): Promise<string[][]> {
  const results: string[][] = []
  let left = count
  await Promise.all(
    servers.map(async (server) => {
      while (left > 0) {
        left -= 1
        results.push(await trial(server))
      }
    }),
  )
  return results
}
