import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineKillTrial, linkCutTrial, manyTrials, startEnginePart } from '../lib/testing/kill-trials.ts'
import { type LoopbackServer, startLoopbackServer } from '../lib/testing/loopback-server/start.ts'
import { targetOf } from '../lib/testing/loopback-server/target-of.ts'
import { loopbackUnavailable } from '../lib/testing/loopback-server/unavailable.ts'
import { loopbackTrials, type TrialServer } from '../lib/testing/trial-server.ts'
import { printFigure } from './support/figure.ts'

// Runs on real OpenSSH while the engine is killed, or the link cut, at random moments; and a flood of output.
// `node bench/kills.ts [N]`: N trials, half of each kind, 200 unless told otherwise.

const FILE = 'bench/kills.ts'
const FLOOD_MB = 1024
const SERVERS = 4

async function main(): Promise<void> {
  const unavailable = loopbackUnavailable()
  if (unavailable) return console.error(`No loopback server here: ${unavailable}`)
  const count = Number(process.argv[2] ?? 200)
  const servers = await Promise.all(Array.from({ length: SERVERS }, () => startLoopbackServer()))
  try {
    const sites = servers.map(loopbackTrials)
    await trials('Runs that held with the engine killed', sites, Math.ceil(count / 2), engineKillTrial)
    await trials('Runs that held with the link cut', sites, Math.floor(count / 2), linkCutTrial)
    const [server] = servers
    if (server) await flood(server)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

async function trials(
  name: string,
  servers: TrialServer[],
  count: number,
  trial: (server: TrialServer) => Promise<string[]>,
): Promise<void> {
  const results = await manyTrials(servers, count, trial)
  const broken = results.filter((wrong) => wrong.length > 0)
  for (const wrong of broken) console.error(`did not hold: ${wrong.join('; ')}`)
  const held = results.length - broken.length
  printFigure({
    name: `${name}, of ${count}`,
    value: held,
    unit: 'runs',
    goal: count,
    better: 'higher',
    file: FILE,
  })
}

/** How much more memory the engine has at most for a run of 1 GB of output than for one of a line. */
async function flood(server: LoopbackServer): Promise<void> {
  const little = await peakMb(server, 'echo little')
  const started = performance.now()
  const much = await peakMb(server, `head -c ${FLOOD_MB}M /dev/zero`)
  const seconds = (performance.now() - started) / 1000
  printFigure({
    name: 'Memory for 1 GB of output',
    value: much - little,
    unit: 'MB',
    goal: 50,
    better: 'lower',
    file: FILE,
  })
  printFigure({
    name: 'A run of 1 GB, start to end',
    value: seconds,
    unit: 's',
    goal: 20,
    better: 'lower',
    file: FILE,
  })
}

async function peakMb(server: LoopbackServer, script: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bindery-flood-'))
  try {
    const part = startEnginePart({ folder, target: targetOf(server), script })
    const row = await part.ended
    if (row?.status.state !== 'exited')
      throw new Error(`The flood did not end well: ${JSON.stringify(row)} ${part.words()}`)
    return JSON.parse(part.words()).maxRssKb / 1024
  } finally {
    rmSync(folder, { recursive: true })
  }
}

await main()
