import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type PracticeServer, startPracticeServer } from '../../demo/practice-server.ts'
import type { BuildRow } from '../../shared/build-row.ts'
import { practiceLink } from '../../testing/practice-link.ts'
import { createLogs, type Logs } from '../kube/logs/logs.ts'
import type { Link } from '../ssh/link.ts'
import { createLiveTable } from '../tables/live-table.ts'
import { BuildKeeper } from './build-keeper.ts'

const TOKEN = 'dckr-secret-0123456789'
let server: PracticeServer
let link: Link
let logs: Logs
let folder: string
const kept = new Map<string, BuildRow>()
let keeper: BuildKeeper
let table = createLiveTable<BuildRow>({ keyOf: ({ id }) => id })

/** A keeper as each start of Bindery makes one: what it knows of before is in the records. */
function startKeeper(): void {
  table = createLiveTable<BuildRow>({ keyOf: ({ id }) => id })
  keeper = new BuildKeeper({
    records: {
      save: (row) => void kept.set(row.id, row),
      remove: (id) => void kept.delete(id),
      all: () => [...kept.values()],
    },
    table,
    folder,
    logs,
    linkOf: () => link,
    servers: () => ['srv'],
    hasBinderHub: () => true,
    secretsOf: () => [TOKEN],
    log: (line) => expect.fail(line),
  })
  keeper.refresh()
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-builds-'))
  server = await startPracticeServer({ keep: { load: () => null, save: () => {} }, speed: 20 })
  link = await practiceLink(server)
  logs = createLogs(() => link)
  await root('snap install microk8s --classic --channel=1.32/stable; /snap/bin/microk8s status --wait-ready')
  startKeeper()
})

afterAll(async () => {
  await keeper.close()
  logs.close()
  await link.close()
  await server.stop()
  rmSync(folder, { recursive: true })
})

const root = async (script: string) =>
  (await link.exec({ script, as: 'root', deadlineMs: 60_000 })).stdout.toString()
const kubectl = (words: string) => root(`/snap/bin/microk8s kubectl ${words}`)

/** A builder whose program is the test's. */
async function build(name: string, script: string): Promise<void> {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: { component: 'binderhub-build' },
      annotations: { 'binder-repo': `https://github.com/robolab/${name}` },
    },
    spec: {
      restartPolicy: 'Never',
      containers: [
        {
          name: 'builder',
          image: 'busybox',
          command: ['sh', '-c', script],
          args: ['--ref', 'main', '--image', `robolab/${name}:1`],
        },
      ],
    },
  }
  await root(`/snap/bin/microk8s kubectl apply -f - <<'END'\n${JSON.stringify(pod)}\nEND\n`)
}

const say = (phase: string, message: string) => `echo '${JSON.stringify({ phase, message })}'`
const rowOf = (name: string) => table.rows().find(({ pod }) => pod === name)
const logOf = async (name: string) => await text(Readable.from(keeper.lines(rowOf(name)?.id ?? '').lines))
const ended = (name: string, outcome: BuildRow['outcome']) =>
  vi.waitFor(() => expect(rowOf(name)?.outcome).toBe(outcome), { timeout: 20_000, interval: 50 })

it('keeps what a build said after its pod is gone, without the token', async () => {
  await build(
    'good',
    [
      say('building', 'Step 1/1\n'),
      `echo "login with ${TOKEN}"`,
      'sleep 5',
      say('pushing', 'Successfully pushed x\n'),
    ].join('; '),
  )
  await ended('good', 'pushed')
  await kubectl('delete pod good --force --grace-period=0')
  expect(rowOf('good')).toMatchObject({
    repository: 'https://github.com/robolab/good',
    ref: 'main',
    image: 'robolab/good:1',
    telling: 'Successfully pushed x',
    lines: 3,
  })
  const log = await logOf('good')
  expect(log).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z \{"phase":"building"/)
  expect(log).toContain('Z login with hidden\n')
  expect(log.split('\n')).toHaveLength(4)
  for (const file of readdirSync(folder)) expect(readFileSync(join(folder, file)).includes(TOKEN)).toBe(false)
  expect(readdirSync(folder).every((file) => file.endsWith('.log.gz'))).toBe(true)
})

it('tells by which line a build failed', async () => {
  await build(
    'bad',
    [say('building', 'Step 1/1\n'), say('failed', 'returned a non-zero code: 1'), 'exit 1'].join('; '),
  )
  await ended('bad', 'failed')
  expect(rowOf('bad')?.telling).toBe('returned a non-zero code: 1')
})

it('has all of a build that went on while Bindery was away, and says so of one that nobody saw end', async () => {
  await build(
    'long',
    [say('building', 'first\n'), 'sleep 120', say('pushing', 'Successfully pushed y\n')].join('; '),
  )
  await build('lost', [say('building', 'only line\n'), 'sleep 1000'].join('; '))
  await vi.waitFor(
    () => expect(['long', 'lost'].map((name) => rowOf(name)?.outcome)).toEqual(['building', 'building']),
    10_000,
  )
  await vi.waitFor(async () => expect(await logOf('lost')).toContain('only line'), 10_000)
  await keeper.close()
  await kubectl('delete pod lost --force --grace-period=0')
  startKeeper()
  await ended('lost', 'unknown')
  await ended('long', 'pushed')
  expect((await logOf('long')).match(/"message":"\w+/g)).toEqual([
    '"message":"first',
    '"message":"Successfully',
  ])
  expect(await logOf('lost')).toContain('only line')
  expect(rowOf('lost')).toMatchObject({ lines: 1, bytes: expect.any(Number) })
  expect(readdirSync(folder)).toContain(`${rowOf('lost')?.id}.log.gz`)
})

it('clears away, as it starts, what no record knows of', async () => {
  await keeper.close()
  writeFileSync(join(folder, 'nobody.log.gz'), '')
  writeFileSync(join(folder, `${rowOf('lost')?.id}.log.gz.part`), '')
  startKeeper()
  const files = readdirSync(folder)
  expect(files).not.toContain('nobody.log.gz')
  expect(files.filter((file) => file.endsWith('.part'))).toEqual([])
  expect(await logOf('lost')).toContain('only line')
})

it('keeps the beginning and the end of a log without measure', async () => {
  await build(
    'huge',
    'i=0; while [ $i -lt 100 ]; do yes-line; i=$((i+1)); done 2>/dev/null; echo end'.replace(
      'yes-line',
      `echo ${'x'.repeat(30_000)}$i`,
    ),
  )
  await ended('huge', 'pushed')
  const log = await logOf('huge')
  expect(log.length).toBeLessThan(2_300_000)
  expect(log).toContain('"why":"long"')
  expect(log).toMatch(/x0\n/)
  expect(log.trimEnd()).toMatch(/Z end$/)
  expect(rowOf('huge')?.lines).toBe(101)
})
