import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LinkState } from '../../../shared/link-state.ts'
import { parseLogLine } from '../../../shared/log-line.ts'
import { FakeLogApi } from '../../../testing/fake-log-api.ts'
import { until } from '../../../testing/socket-rig.ts'
import { LogSource } from './log-source.ts'

let api: FakeLogApi
let source: LogSource | null = null
beforeEach(async () => {
  api = await FakeLogApi.start()
})
afterEach(async () => {
  source?.stop()
  await api.stop()
})

const online = { state: { state: 'online' } as LinkState, onState: () => () => {} }

/** Begins to follow as one who reads everything at once. */
function follow(): LogSource {
  const made = new LogSource({ api: api.client, link: online, place: api.place })
  const viewer = {}
  made.viewerAt(viewer, 0)
  made.onGrow(() => made.viewerAt(viewer, made.size))
  source = made
  return made
}

/** All that came, as far as it is still there. */
function rawLines(log: LogSource): string[] {
  let all = ''
  for (let at = log.start; at < log.size; ) {
    const bytes = log.read(at, 64 * 1024)
    all += bytes.toString()
    at += bytes.length
  }
  return all.split('\n').slice(0, -1)
}

/** The texts of it, and remarks as "#is why". */
function said(log: LogSource): string[] {
  return rawLines(log).map((line) => {
    const parsed = parseLogLine(line)
    if (!parsed) throw new Error(`no line: ${line}`)
    if (parsed.kind === 'line') return parsed.text
    const { remark } = parsed
    return remark.is === 'gap' ? `#gap ${remark.why}` : `#restart ${remark.exitCode}`
  })
}

it('begins with the last lines, and goes on with each that comes', async () => {
  api.begin()
  for (let i = 0; i < 1_500; i += 1) api.print(`line ${i}`)
  const log = follow()
  await until('the tail', () => said(log).length === 1_000)
  expect(said(log)[0]).toBe('line 500')
  api.print('fresh')
  await until('a new line', () => said(log).at(-1) === 'fresh')
  expect(log.upstream().state).toBe('live')
  expect(log.ended).toBe(false)
})

it('goes on behind a cut without a line doubled or lost', async () => {
  api.begin()
  api.print('one')
  const log = follow()
  await until('it follows', () => said(log).length === 1 && api.followers === 1)
  api.print('two', { ms: 0 })
  api.print('three', { ms: 0 })
  await until('three', () => said(log).length === 3)
  api.cut()
  api.print('four', { ms: 0 })
  api.print('five', { ms: 2_000 })
  await until('five', () => said(log).length >= 5)
  api.cut()
  api.print('six')
  await until('six', () => said(log).length >= 6)
  expect(said(log)).toEqual(['one', 'two', 'three', 'four', 'five', 'six'])
  expect(api.logRequests.slice(1).every(({ searchParams }) => searchParams.has('sinceTime'))).toBe(true)
})

it('reads on over a restart of the container, and says that there was one', async () => {
  api.begin()
  api.print('born')
  const log = follow()
  await until('it follows', () => said(log).length === 1)
  api.exit(137, 'OOMKilled')
  api.begin()
  api.print('born again')
  await until('the next run', () => said(log).length === 3)
  expect(said(log)).toEqual(['born', '#restart 137', 'born again'])
})

it('fetches what the run before said while nobody could hear it', async () => {
  api.begin()
  api.print('born')
  const log = follow()
  await until('it follows', () => said(log).length === 1)
  api.refuse = 503
  api.cut()
  api.print('last words')
  api.exit(1, 'Error')
  api.begin()
  api.print('born again')
  api.refuse = null
  await until('the next run', () => said(log).length === 4)
  expect(said(log)).toEqual(['born', 'last words', '#restart 1', 'born again'])
})

it('says that lines are missing where two runs went by unheard, and where the file was changed', async () => {
  api.begin()
  api.print('born')
  const log = follow()
  await until('it follows', () => said(log).length === 1)
  api.refuse = 503
  api.cut()
  for (let i = 0; i < 2; i += 1) {
    api.exit(1, 'Error')
    api.begin()
  }
  api.print('third run')
  api.refuse = null
  await until('the third run', () => said(log).length === 4)
  expect(said(log)).toEqual(['born', '#gap restarts', '#restart 1', 'third run'])
  api.refuse = 503
  api.cut()
  api.print('never heard')
  api.rotate()
  api.print('after the change')
  api.refuse = null
  await until('the other file', () => said(log).length === 6)
  expect(said(log).slice(4)).toEqual(['#gap rotated', 'after the change'])
})

it('waits for a container that has not started, and ends with its pod', async () => {
  const log = follow()
  await until('it looks', () => api.asked.length >= 2)
  expect(log.upstream().state).toBe('live')
  expect(api.logRequests).toEqual([])
  api.begin()
  api.print('hello')
  await until('it speaks', () => said(log).length === 1)
  api.exit(0)
  api.phase = 'Succeeded'
  await until('it ended', () => log.ended)
  expect(said(log)).toEqual(['hello'])
})

it('ends with a pod that is deleted, and says what could not be heard', async () => {
  api.begin()
  api.print('hello')
  const log = follow()
  await until('it follows', () => said(log).length === 1)
  api.cut()
  api.there = false
  await until('it ended', () => log.ended)
  expect(said(log)).toEqual(['hello', '#gap gone'])
})

it('is not the log of a namesake', async () => {
  api.begin()
  api.print('hello')
  api.uid = 'pod-2'
  const log = follow()
  await until('it ended', () => log.ended)
  expect(said(log)).toEqual([])
})

it('gives a build from its first line', async () => {
  api.labels = { component: 'binderhub-build' }
  api.begin()
  for (let i = 0; i < 1_500; i += 1) api.print(`line ${i}`)
  const log = follow()
  await until('all of it', () => said(log).length === 1_500)
})

it('carries the beginning of a line without measure, and says how much is left out', async () => {
  api.begin()
  api.print('x'.repeat(1_000_000))
  api.print('next')
  const log = follow()
  await until('both', () => said(log).length === 2)
  const [first = '', second] = rawLines(log)
  const line = parseLogLine(first)
  if (line?.kind !== 'line') throw new Error('no line')
  expect(line.cut + line.text.length).toBe(1_000_000)
  expect(line.text.length).toBeLessThan(33_000)
  expect(second).toContain('Z next')
})

it('hides tokens of addresses, also of lines that come in pieces', async () => {
  api.begin()
  api.print('http://jupyter-x:8888/user/x/lab?token=1b2c3d&y=1')
  api.print(`${'x'.repeat(200_000)}`)
  const log = follow()
  await until('it came', () => said(log).length === 2)
  expect(said(log)[0]).toBe('http://jupyter-x:8888/user/x/lab?token=hidden&y=1')
})

it('reads no further than its viewers, and is bounded whatever they do', async () => {
  api.begin()
  const log = new LogSource({ api: api.client, link: online, place: api.place })
  source = log
  const slow = {}
  log.viewerAt(slow, 0)
  await until('it follows', () => api.followers === 1)
  const line = 'y'.repeat(10_000)
  for (let i = 0; i < 1_000; i += 1) api.print(line)
  await until('it has read ahead', () => log.size > 1_000_000)
  // What was on its way still comes; then it stands still, long before all of it is read.
  let size = 0
  while (size !== log.size) {
    size = log.size
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  expect(size).toBeLessThan(4_000_000)
  expect(log.size - log.start).toBeLessThan(2.2 * 1024 * 1024)
  log.onGrow(() => log.viewerAt(slow, log.size))
  log.viewerAt(slow, log.size)
  await until('all of it', () => log.size > 10_000_000)
  expect(log.size - log.start).toBeLessThan(2.2 * 1024 * 1024)
})

it('tells that the API is away, and goes on by itself', async () => {
  api.begin()
  api.print('one')
  const log = follow()
  await until('it follows', () => said(log).length === 1)
  api.refuse = 503
  api.cut()
  await until('it is stale', () => log.upstream().state === 'stale')
  expect(log.upstream().problem?.code).toBe('kube_unreachable')
  api.print('two')
  api.refuse = null
  await until('it is live again', () => log.upstream().state === 'live' && said(log).length === 2)
})
