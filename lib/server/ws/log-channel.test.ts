import { afterEach, expect, it } from 'vitest'
import type { LogSubject } from '../../shared/frames.ts'
import { RawTab, startHub, until } from '../../testing/socket-rig.ts'
import { createFeed } from '../kube/feed.ts'
import { LogRing } from '../kube/logs/log-ring.ts'
import type { FollowedLog } from '../kube/logs/log-source.ts'
import type { LogView } from '../kube/logs/logs.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** A log that the test writes. */
class TestLog implements FollowedLog {
  readonly epoch = 'life-1'
  readonly feed = createFeed(() => 7)
  readonly ring = new LogRing(256 * 1024)
  readonly onUpstream = this.feed.onChange
  readonly listeners = new Set<() => void>()
  ended = false

  get start(): number {
    return this.ring.start
  }
  get size(): number {
    return this.ring.size
  }
  read(offset: number, most: number): Buffer {
    return this.ring.read(offset, most)
  }
  lineBefore(bytes: number): number {
    return this.ring.lineBefore(bytes)
  }
  onGrow(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  upstream() {
    return this.feed.upstream
  }
  print(text: string): void {
    this.ring.push(Buffer.from(`2026-11-27T08:59:31.000000001Z ${text}\n`))
    for (const listener of [...this.listeners]) listener()
  }
  end(): void {
    this.ended = true
    for (const listener of [...this.listeners]) listener()
  }
}

const subject: LogSubject = {
  kind: 'log',
  server: 'srv',
  namespace: 'binder',
  pod: 'hub-1',
  uid: 'uid-1',
  container: 'hub',
  credit: 1024 * 1024,
}

async function start() {
  const log = new TestLog()
  const told: (number | 'release')[] = []
  const opened: unknown[] = []
  const { url, stop } = await startHub({
    logOf(server, { namespace, pod, uid, container }): LogView {
      opened.push([server, namespace, pod, uid, container])
      return { log, at: (offset) => told.push(offset), release: () => told.push('release') }
    },
  })
  stops.push(stop)
  const tab = await RawTab.connect(url)
  return { log, told, opened, tab, text: (ch = 1) => tab.received(ch).toString() }
}

it('sends what there is, what comes, how it is fed, and its end', async () => {
  const { log, told, opened, tab, text } = await start()
  log.print('one')
  tab.say({ op: 'open', ch: 1, what: subject })
  await until('the first line', () => text().endsWith('one\n'))
  expect(opened).toEqual([['srv', 'binder', 'hub-1', 'uid-1', 'hub']])
  expect(tab.of('opened')[0]?.info).toEqual({ from: 0, size: 35, epoch: 'life-1' })
  log.feed.live()
  await until('live', () => tab.of('message').length === 2)
  log.print('two')
  await until('the second line', () => text().endsWith('two\n'))
  expect(told.at(-1)).toBe(log.size)
  log.end()
  await until('its end', () => tab.of('closed').length === 1)
  expect(tab.of('message').map(({ body }) => body)).toEqual([
    { type: 'upstream', upstream: { state: 'syncing', since: 7, problem: null } },
    { type: 'upstream', upstream: { state: 'live', since: 7, problem: null } },
    { type: 'end', size: 70 },
  ])
  expect(tab.of('closed')[0]?.problem).toBeNull()
  expect(told.at(-1)).toBe('release')
})

it('goes on where the page stood, and begins anew in another life of the log', async () => {
  const { log, tab, text } = await start()
  for (const word of ['one', 'two', 'six']) log.print(word)
  tab.say({ op: 'open', ch: 1, what: { ...subject, since: { epoch: 'life-1', offset: 35 } } })
  await until('the rest', () => text().endsWith('six\n'))
  expect(tab.of('opened')[0]?.info?.from).toBe(35)
  tab.say({ op: 'open', ch: 2, what: { ...subject, since: { epoch: 'life-0', offset: 35 } } })
  await until('all of it', () => text(2).endsWith('six\n'))
  expect(tab.of('opened')[1]?.info?.from).toBe(0)
})

it('sends no more than it has credit for, and moves on a page that is too far behind', async () => {
  const { log, tab, text } = await start()
  tab.say({ op: 'open', ch: 1, what: { ...subject, credit: 1_000 } })
  await until('it is open', () => tab.of('opened').length === 1)
  for (let i = 0; i < 50; i += 1) log.print(`line ${i}`)
  await until('what credit allows', () => text().length === 1_000)
  for (let i = 50; i < 20_000; i += 1) log.print(`line ${i}`)
  tab.say({ op: 'credit', ch: 1, bytes: 1024 * 1024 })
  await until('the newest line', () => text().endsWith('line 19999\n'))
  const skip = tab.of('message').find(({ body }) => body.type === 'skip')?.body
  if (skip?.type !== 'skip') throw new Error('nothing was skipped')
  expect(skip.from).toBe(1_000)
  expect(log.size - skip.to).toBeLessThan(330_000)
  // What comes after the skip begins with a line.
  expect(text().slice(1_000)).toMatch(/^2026-11-27T08:59:31\.000000001Z line \d+\n/)
})

it('leaves the log when the page does', async () => {
  const { told, tab, log } = await start()
  tab.say({ op: 'open', ch: 1, what: subject })
  await until('it is open', () => tab.of('opened').length === 1)
  tab.say({ op: 'close', ch: 1 })
  await until('it left', () => told.includes('release'))
  expect(log.listeners.size).toBe(0)
  const other = await RawTab.connect((tab.ws as unknown as { url: string }).url)
  other.say({ op: 'open', ch: 1, what: subject })
  await until('it is open', () => other.of('opened').length === 1)
  other.ws.terminate()
  await until('it left too', () => told.filter((each) => each === 'release').length === 2)
})
