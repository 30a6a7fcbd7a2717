import { setTimeout as pause } from 'node:timers/promises'
import { parseFromPage } from '../lib/shared/frames.ts'
import type { RunRow } from '../lib/shared/run-row.ts'
import { heldMemory } from '../lib/testing/held-memory.ts'
import { RawTab, startHub, until } from '../lib/testing/socket-rig.ts'
import { createSyntheticTranscript } from '../lib/testing/synthetic-transcript.ts'
import { type Figure, printFigure } from './support/figure.ts'
import { measureTerminal } from './support/terminal-figures.ts'

/**
 * First the engine's side of the streams, without a server and without a browser: engine and page share this process
 * and its one thread, so that a real engine has more to spare. Then the whole way, from a real server's log through
 * OpenSSH and a console to the pixels of a real browser.
 */
const MIB = 1024 * 1024
const SIZE = 500_000_000

const print = (figure: Omit<Figure, 'file'>) => printFigure({ ...figure, file: 'bench/stream.ts' })

function parseSpeed(): void {
  const frames = [
    '{"op":"credit","ch":3,"bytes":131072}',
    '{"op":"open","ch":3,"what":{"kind":"transcript","run":"abcdefghijkmnpqr","from":0,"credit":262144}}',
    '{"op":"credit","ch":3,"bytes":-1}',
    '{"op":"open","ch":3',
  ]
  const rounds = 200_000
  const started = performance.now()
  for (let i = 0; i < rounds; i += 1) parseFromPage(frames[i % frames.length] ?? '')
  const value = (rounds / (performance.now() - started)) * 1_000
  print({
    name: 'Frames from a page parsed, half of them bad',
    value,
    unit: '1/s',
    goal: 100_000,
    better: 'higher',
  })
}

/** Reads the whole transcript as a page would: a window of 1 MiB, credit in steps of 128 KiB. Answers MB/s. */
async function readAll(url: string): Promise<number> {
  const tab = await RawTab.connect(url, 'reader')
  tab.keepBytes = false
  let owed = 0
  tab.onBytes = (ch, bytes) => {
    owed += bytes.length
    if (owed < 128 * 1024) return
    tab.say({ op: 'credit', ch, bytes: owed })
    owed = 0
  }
  const started = performance.now()
  tab.say({ op: 'open', ch: 1, what: { kind: 'transcript', run: 'x', from: 0, credit: MIB } })
  await until('the end of the transcript', () => tab.of('closed').length === 1, 120_000)
  const took = performance.now() - started
  tab.ws.close()
  return SIZE / 1e6 / (took / 1_000)
}

async function transcripts(): Promise<void> {
  const { url, hub, stop } = await startHub({ transcriptOf: () => createSyntheticTranscript(SIZE, 'end') })
  const alone = await best(() => readAll(url))
  print({ name: 'Transcript to one page', value: alone, unit: 'MB/s', goal: 150, better: 'higher' })

  const before = await heldMemory()
  const stalled = await Promise.all(Array.from({ length: 20 }, (_, i) => RawTab.connect(url, `stalled-${i}`)))
  for (const tab of stalled) {
    tab.say({ op: 'open', ch: 1, what: { kind: 'transcript', run: 'x', from: 0, credit: 16 * MIB } })
    tab.ws.pause()
  }
  await until('20 stalled readers', () => hub.counts().channels === 20)
  const beside = await best(() => readAll(url))
  const growth = ((await heldMemory()) - before) / 1e6
  print({
    name: 'Memory for 20 readers stalled on 500 MB',
    value: growth,
    unit: 'MB',
    goal: 10,
    better: 'lower',
  })
  const kept = (beside / alone) * 100
  print({ name: 'Speed kept beside 20 stalled readers', value: kept, unit: '%', goal: 80, better: 'higher' })
  for (const tab of stalled) tab.ws.terminate()
  await stop()
}

/** The best of three: what disturbs a measurement only ever slows it. */
async function best(measure: () => Promise<number>): Promise<number> {
  return Math.max(await measure(), await measure(), await measure())
}

async function tables(): Promise<void> {
  const viewers = 200
  const { url, tables: live, stop } = await startHub({}, { flushMs: 40 })
  for (let i = 0; i < 10_000; i += 1) live.runs.put(row(i, 0))
  const tabs = await Promise.all(Array.from({ length: viewers }, (_, i) => RawTab.connect(url, `s${i % 20}`)))
  for (const tab of tabs) tab.say({ op: 'open', ch: 1, what: { kind: 'table', table: 'runs' } })
  await until('snapshots', () => tabs.every((tab) => tab.of('message').length === 1), 60_000)

  const changedAt = new Map<number, number>()
  const latencies: number[] = []
  const slowest = tabs.at(-1)
  if (!slowest) throw new Error('There are no viewers.')
  for (const tab of tabs) tab.frames.length = 0
  const cpu = process.cpuUsage()
  const seconds = 5
  for (let change = 1; change <= 50 * seconds; change += 1) {
    changedAt.set(change, performance.now())
    live.runs.put(row(change, change))
    await pause(20)
    for (const { body } of slowest.of('message')) {
      if (body.type !== 'patch') continue
      for (const [, fields] of body.set)
        latencies.push(slowest.heardAt - (changedAt.get((fields as RunRow).bytes) ?? 0))
    }
    slowest.frames.length = 0
  }
  const { user, system } = process.cpuUsage(cpu)
  latencies.sort((a, b) => a - b)
  const median = latencies[Math.floor(latencies.length / 2)] ?? Number.POSITIVE_INFINITY
  const what = '10,000 rows, 50 changes/s, 200 pages'
  print({
    name: `Change to patch at the last page, median (${what})`,
    value: median,
    unit: 'ms',
    goal: 60,
    better: 'lower',
  })
  const load = (user + system) / 1e4 / seconds
  print({
    name: `Processor for engine and pages (${what})`,
    value: load,
    unit: '%',
    goal: 60,
    better: 'lower',
  })
  for (const tab of tabs) tab.ws.terminate()
  await stop()
}

function row(index: number, bytes: number): RunRow {
  return {
    id: `run-${index}`,
    serverId: 'abcdefghijkmnpqrstuv',
    serverName: 'binder-01',
    title: 'Install BinderHub',
    by: 'Ada',
    createdAt: 1_790_000_000_000,
    startedAt: 1_790_000_000_000,
    endedAt: null,
    status: { state: 'running' },
    bytes,
  }
}

async function terminal(): Promise<void> {
  const { sshCat, watched, drawnShare, drawnWhole, latencies } = await measureTerminal()
  const at = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN
  print({ name: 'Plain ssh cat, for comparison', value: sshCat, unit: 'MB/s', goal: 0, better: 'higher' })
  print({
    name: 'Log on the server to its last painted line, of ssh cat',
    value: (watched / sshCat) * 100,
    unit: '%',
    goal: 80,
    better: 'higher',
  })
  print({
    name: 'Share of that log that was drawn and not skipped',
    value: drawnShare * 100,
    unit: '%',
    goal: 0,
    better: 'higher',
  })
  print({
    name: 'Transcript of 24 MB drawn whole by xterm',
    value: drawnWhole,
    unit: 'MB/s',
    goal: 10,
    better: 'higher',
  })
  print({ name: 'Line in the log to pixels, median', value: at(0.5), unit: 'ms', goal: 50, better: 'lower' })
  print({
    name: 'Line in the log to pixels, 95th percentile',
    value: at(0.95),
    unit: 'ms',
    goal: 150,
    better: 'lower',
  })
}

parseSpeed()
await transcripts()
await tables()
await terminal().catch((error: unknown) =>
  console.error(`No figures of the terminal: ${error instanceof Error ? error.message : error}`),
)
