import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { NODE_FLAGS } from '../../scripts/setup/serve.mjs'
import { sh } from '../server/shell/sh.ts'
import { Link } from '../server/ssh/link.ts'
import { newId } from '../server/store/ids.ts'
import type { RunRow } from '../shared/run-row.ts'
import type { EnginePlan } from './engine-part.ts'
import { runConsole } from './run-console.ts'
import type { TrialServer } from './trial-server.ts'

/** A run of 200 lines over about a second, with everything that likes to break, and a code of its own. */
function trialScript(name: string): string {
  return `echo ran >>/root/${name}
for i in $(seq 200); do printf 'line %d ✓ \\e[32mgreen\\e[0m 10%%\\r\\xff\\n' "$i"; sleep 0.004; done
exit 7`
}

const moment = (): Promise<void> => pause(Math.random() * 1800)

/** Kills the engine with SIGKILL at a random moment, starts it again, and says what did not hold: nothing, if all did. */
export async function engineKillTrial(server: TrialServer): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bindery-killed-'))
  const name = newId()
  const plan: EnginePlan = { folder, target: server.target, script: trialScript(name) }
  const killed = startEnginePart(plan)
  await Promise.race([moment(), killed.ended])
  killed.kill()
  await killed.ended
  const row = await startEnginePart(plan).ended
  const wrong =
    row === null ? ['the second engine did not end the run'] : await verify(server, folder, name, row)
  rmSync(folder, { recursive: true })
  return wrong
}

/** Resets the link at a random moment; it comes back by itself. Says what did not hold. */
export async function linkCutTrial(server: TrialServer): Promise<string[]> {
  const way = await server.breakable()
  const link = new Link({ target: async () => way.target })
  link.open()
  const here = runConsole({ link })
  const name = newId()
  const id = here.start(trialScript(name))
  await moment()
  await way.reset()
  await here.ended(id)
  const wrong = await verify(server, here.folder, name, here.runs.row(id))
  await here.runs.stop()
  await link.close()
  await way.close()
  rmSync(here.folder, { recursive: true })
  return wrong
}

async function verify(server: TrialServer, folder: string, name: string, row: RunRow): Promise<string[]> {
  const wrong: string[] = []
  const [log, ran] = await filesOf(server, `/var/lib/bindery/runs/${row.id}/log`, `/root/${name}`)
  const count = ran.toString()
  if (row.status.state !== 'exited' || row.status.code !== 7)
    wrong.push(`it ended as ${JSON.stringify(row.status)}`)
  if (count !== 'ran\n') wrong.push(`it was executed ${count.split('\n').length - 1} times`)
  if (log.toString('latin1').split('\n').length !== 201) wrong.push('the log on the server is not whole')
  if (!readFileSync(join(folder, 'runs', `${row.id}.log`)).equals(log))
    wrong.push('the transcript differs from the log')
  if (row.bytes !== log.length) wrong.push(`the row says ${row.bytes} bytes`)
  return wrong
}

/** Two files as the server itself has them, asked as root over a connection of their own. */
async function filesOf({ target }: TrialServer, ...paths: [string, string]): Promise<[Buffer, Buffer]> {
  const link = new Link({ target: async () => target })
  link.open()
  try {
    await link.whenOnline({ deadlineMs: 30_000 })
    const read = async (path: string): Promise<Buffer> => {
      const { stdout } = await link.exec({ script: sh`cat -- ${path}`, as: 'root', deadlineMs: 20_000 })
      return stdout
    }
    return [await read(paths[0]), await read(paths[1])]
  } finally {
    await link.close()
  }
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
  servers: readonly TrialServer[],
  count: number,
  trial: (server: TrialServer) => Promise<string[]>,
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
