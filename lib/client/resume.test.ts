import { afterEach, expect, it } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import type { RunRow } from '../shared/run-row.ts'
import { tableKeys } from '../shared/table-names.ts'
import { startHub, until } from '../testing/socket-rig.ts'
import { createSyntheticTranscript, syntheticBytes } from '../testing/synthetic-transcript.ts'
import { createTabSocket, type TabSocket } from './socket.ts'
import { createTableStore } from './table-store.ts'
import { followTranscript } from './transcript-channel.ts'

/** The page's end against the engine's, over real sockets that break at random moments. */
const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

function connect(url: string): TabSocket {
  const socket = createTabSocket({
    url,
    connect: (to) => new NodeWebSocket(to) as unknown as WebSocket,
    // A tab that is looked at the moment its line breaks: no delays to wait for.
    onWake(wake) {
      const impatient = setInterval(wake, 5)
      return () => clearInterval(impatient)
    },
    onSignedOut: () => expect.fail('signed out'),
    onRefused: () => {},
  })
  stops.push(() => socket.close())
  return socket
}

let random = 3
function below(n: number): number {
  random = (random * 1_103_515_245 + 12_345) % 2_147_483_648
  return Math.floor((random / 2_147_483_648) * n)
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const run = (id: string, bytes: number): RunRow => ({
  id,
  serverId: 's',
  serverName: 'binder-01',
  title: 'Look',
  by: 'Ada',
  createdAt: 1,
  startedAt: null,
  endedAt: null,
  status: { state: 'running' },
  bytes,
})

it('a transcript comes through twelve cuts byte for byte, and its window is never exceeded', {
  timeout: 60_000,
}, async () => {
  const size = 6_000_000
  const transcript = createSyntheticTranscript(0)
  const { url, ends, stop } = await startHub({ transcriptOf: () => transcript })
  stops.push(stop)
  const parts: Buffer[] = []
  const places: number[] = []
  let got = 0
  let waiting = 0
  let most = 0
  let end: number | null = null
  const channel = followTranscript({
    run: 'x',
    from: 0,
    socket: connect(url),
    onBytes(bytes, consumed) {
      parts.push(Buffer.from(bytes))
      got += bytes.length
      waiting += bytes.length
      most = Math.max(most, waiting)
      // A terminal that takes its time.
      setTimeout(() => {
        waiting -= bytes.length
        consumed()
        consumed()
      }, below(8))
    },
    onOpened: ({ from }) => void places.push(from),
    onSkip: () => expect.fail('nothing was skipped'),
    onEnd: (at) => {
      end = at
    },
    onProblem: (problem) => expect.fail(problem.message),
  })
  for (let cut = 1; cut <= 12; cut += 1) {
    transcript.growTo(Math.floor((size * cut) / 12), cut === 12 ? 'end' : undefined)
    await until('it came some way', () => got >= (size * cut) / 12 - below(400_000))
    ends.at(-1)?.resetAndDestroy()
    await until('it is back, or through', () => places.length > cut || end !== null)
  }
  await until('the end', () => end !== null)
  expect(end).toBe(size)
  expect(got).toBe(size)
  let at = 0
  for (const part of parts) {
    expect(part.equals(syntheticBytes(at, part.length))).toBe(true)
    at += part.length
  }
  expect(places.length).toBeGreaterThan(8)
  expect(most).toBeLessThanOrEqual(1024 * 1024)
  channel.close()
})

it('stops asking for more when what came is not consumed', async () => {
  const { url, stop } = await startHub({ transcriptOf: () => createSyntheticTranscript(5_000_000, 'end') })
  stops.push(stop)
  const owed: (() => void)[] = []
  let got = 0
  followTranscript({
    run: 'x',
    from: 0,
    socket: connect(url),
    onBytes(bytes, consumed) {
      got += bytes.length
      owed.push(consumed)
    },
  })
  await until('the window is full', () => got === 1024 * 1024)
  await pause(50)
  expect(got).toBe(1024 * 1024)
  for (const consumed of owed.splice(0)) consumed()
  await until('another window', () => got === 2 * 1024 * 1024)
})

it('a table ends up equal to the engine’s, whatever was cut in between', { timeout: 60_000 }, async () => {
  const { url, ends, tables, stop } = await startHub()
  stops.push(stop)
  const socket = connect(url)
  const store = createTableStore<RunRow>({
    table: 'runs',
    keyOf: tableKeys.runs,
    socket,
    nextFrame(paint) {
      const timer = setTimeout(paint, 4)
      return () => clearTimeout(timer)
    },
  })
  stops.push(store.subscribe(() => {}))
  const sorted = (rows: readonly RunRow[]) => [...rows].sort((x, y) => x.id.localeCompare(y.id))
  for (let round = 0; round < 8; round += 1) {
    // In some rounds more than the log of 64 changes goes back: then it takes a snapshot to catch up.
    const changes = round % 2 ? 300 : 20
    for (let i = 0; i < changes; i += 1) {
      if (i === changes / 2) ends.at(-1)?.resetAndDestroy()
      const id = `run-${below(30)}`
      if (below(4) === 0) tables.runs.delete(id)
      else tables.runs.put(run(id, below(1000)))
      if (below(5) === 0) await pause(1)
    }
    await until('equal again', () => {
      const { state, rows } = store.getSnapshot()
      return state === 'live' && JSON.stringify(sorted(rows)) === JSON.stringify(sorted(tables.runs.rows()))
    })
  }
})
