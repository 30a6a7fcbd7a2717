import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { RunRow } from '../../shared/run-row.ts'
import { RawTab, startHub, until } from '../../testing/socket-rig.ts'
import { createSyntheticTranscript } from '../../testing/synthetic-transcript.ts'
import { MAX_SOCKETS_PER_SESSION, type SocketHubOptions } from './socket-hub.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function start(options: Partial<SocketHubOptions> = {}) {
  const started = await startHub(options)
  stops.push(started.stop)
  return started
}

const runRow = (id: string, bytes = 0): RunRow => ({
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

/** What the last table message of a tab says of the row that it tells of last. */
function lastRow(tab: RawTab): Partial<RunRow> | undefined {
  const body = tab.of('message').at(-1)?.body
  if (body?.type === 'patch') return (body.set.at(-1)?.[1] ?? body.put.at(-1)) as Partial<RunRow> | undefined
  return body?.type === 'snapshot' ? (body.rows.at(-1) as RunRow) : undefined
}

describe('a socket', () => {
  it('begins with a beat, and beats on', async () => {
    const { url } = await start({ beatMs: 5, now: () => 42 })
    const tab = await RawTab.connect(url)
    await until('three beats', () => tab.of('beat').length >= 3)
    expect(tab.frames[0]).toEqual({ op: 'beat', at: 42 })
  })

  it('is ended when it gives no sign of life between two pings', async () => {
    const { url, hub } = await start({ beatMs: 10 })
    const { port, hostname } = new URL(url)
    // A peer that shakes hands and then falls silent: it reads, and answers nothing.
    const dead = connect(Number(port), hostname)
    stops.push(async () => void dead.destroy())
    dead.write(
      'GET /dead HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    )
    const living = await RawTab.connect(url)
    await until('both are in', () => hub.counts().sockets === 2)
    dead.resume()
    await once(dead, 'close')
    expect(hub.counts()).toEqual({ sockets: 1, channels: 0, sessions: 1 })
    expect(living.closed).toBeNull()
  })

  it('uses its session while it is open, and no longer', async () => {
    const used: string[] = []
    const { url, hub } = await start({ beatMs: 5, keepSession: (sessionId) => void used.push(sessionId) })
    const tab = await RawTab.connect(url, 'watcher')
    await until('two uses', () => used.length >= 2)
    expect(new Set(used)).toEqual(new Set(['watcher']))
    tab.ws.close()
    await until('it has left', () => hub.counts().sockets === 0)
    const before = used.length
    const other = await RawTab.connect(url, 'other')
    await until('the other is used', () => used.includes('other'))
    expect(used.slice(before)).not.toContain('watcher')
    other.ws.close()
  })

  it('is one of at most 32 of a session', async () => {
    const { url, hub } = await start()
    const tabs = await Promise.all(
      Array.from({ length: MAX_SOCKETS_PER_SESSION }, () => RawTab.connect(url, 'busy')),
    )
    const tooMany = new RawTab(url, 'busy')
    await until('the 33rd is refused', () => tooMany.closed !== null)
    expect(tooMany.closed?.code).toBe(4429)
    const other = await RawTab.connect(url, 'other')
    await until('another session gets in', () => other.of('beat').length > 0)
    expect(hub.counts()).toEqual({ sockets: 33, channels: 0, sessions: 2 })
    tabs[0]?.ws.close()
    await until('one has left', () => hub.counts().sockets === 32)
    const next = await RawTab.connect(url, 'busy')
    await until('its place is free', () => next.of('beat').length > 0)
  })

  it('closes with 4401 when its session ends, and only then', async () => {
    const { url, hub } = await start({ transcriptOf: () => createSyntheticTranscript(10) })
    const mine = [await RawTab.connect(url, 'mine'), await RawTab.connect(url, 'mine')]
    const other = await RawTab.connect(url, 'other')
    mine[0]?.say({ op: 'open', ch: 1, what: { kind: 'table', table: 'runs' } })
    await until('a channel is open', () => hub.counts().channels === 1)
    hub.endSession('mine')
    await until('both are closed', () => mine.every((tab) => tab.closed?.code === 4401))
    await until('only the other is counted', () => hub.counts().sockets === 1)
    expect(hub.counts()).toEqual({ sockets: 1, channels: 0, sessions: 1 })
    expect(other.closed).toBeNull()
    hub.endSession('nobody')
  })

  it('hears 1001 when Bindery stops, within a second even if it does not listen', async () => {
    const { url, hub } = await start()
    const polite = await RawTab.connect(url)
    const deaf = await RawTab.connect(url)
    deaf.ws.pause()
    await hub.close()
    await until('goodbye', () => polite.closed !== null)
    expect(polite.closed?.code).toBe(1001)
    expect(hub.counts()).toEqual({ sockets: 0, channels: 0, sessions: 0 })
    deaf.ws.terminate()
    const late = new WebSocket(url)
    const [error] = await once(late, 'error')
    expect(error).toBeInstanceOf(Error)
  })
})

describe('a page that takes nothing', () => {
  it('is not read from until it does', async () => {
    const { url, tables, ends } = await start()
    tables.runs.put({ ...runRow('big'), title: '.'.repeat(400_000) })
    const tab = await RawTab.connect(url)
    tab.ws.pause()
    for (let ch = 1; ch <= 60; ch += 1) tab.say({ op: 'open', ch, what: { kind: 'table', table: 'runs' } })
    await until('more waits than there is room for', () => (ends[0]?.writableLength ?? 0) > 256 * 1024)
    tab.say({ op: 'open', ch: 61, what: { kind: 'table', table: 'runs' } })
    await until('reading stops', () => ends[0]?.isPaused() === true)
    tab.ws.resume()
    await until('everything was opened', () => tab.of('message', 61).length === 1)
  })

  it('cannot open without end', async () => {
    const { url, ends } = await start()
    const tab = await RawTab.connect(url)
    tab.ws.pause()
    for (let ch = 1; ch <= 5_000; ch += 1) tab.say({ op: 'open', ch, what: { kind: 'table', table: 'none' } })
    await until('it was all sent', () => tab.ws.bufferedAmount === 0)
    expect(ends[0]?.writableLength).toBeLessThan(1024 * 1024)
    tab.ws.resume()
    await until('it is closed', () => tab.closed !== null)
    expect(tab.closed).toEqual({ code: 1002, reason: 'too many channels opened in a short time' })
  })

  it('is ended when it takes nothing between two pings, whatever it sends', async () => {
    const { url, tables, hub } = await start({ beatMs: 20 })
    tables.runs.put({ ...runRow('big'), title: '.'.repeat(4_000_000) })
    const tab = await RawTab.connect(url)
    tab.ws.pause()
    for (let ch = 1; ch <= 60; ch += 1) tab.say({ op: 'open', ch, what: { kind: 'table', table: 'runs' } })
    const sending = setInterval(() => tab.ws.send('{"op":"close","ch":1}'), 5)
    await until('it is gone', () => hub.counts().sockets === 0)
    clearInterval(sending)
    tab.ws.terminate()
  })
})

describe('channels', () => {
  it('refuses what is not there, each on its own', async () => {
    const { url, hub } = await start()
    const tab = await RawTab.connect(url)
    tab.say({ op: 'open', ch: 1, what: { kind: 'table', table: 'constructor' } })
    tab.say({ op: 'open', ch: 2, what: { kind: 'transcript', run: '../../etc/passwd', from: 0, credit: 1 } })
    tab.say({ op: 'open', ch: 3, what: { kind: 'table', table: 'runs' } })
    await until('the good one is open', () => tab.of('message', 3).length === 1)
    expect(tab.of('closed').map(({ ch, problem }) => [ch, problem?.code])).toEqual([
      [1, 'not_found'],
      [2, 'not_found'],
    ])
    expect(hub.counts().channels).toBe(1)
  })

  it('says internal, and no more, where opening fails by a mistake of ours', async () => {
    const { url } = await start({
      transcriptOf() {
        throw new Error('/secret/path is broken')
      },
    })
    const tab = await RawTab.connect(url)
    tab.say({ op: 'open', ch: 1, what: { kind: 'transcript', run: 'x', from: 0, credit: 1 } })
    await until('refused', () => tab.of('closed').length === 1)
    expect(tab.of('closed')[0]?.problem?.code).toBe('internal')
    expect(JSON.stringify(tab.frames)).not.toContain('secret')
  })

  it('are at most 64 at once; a closed one makes room', async () => {
    const { url, hub } = await start()
    const tab = await RawTab.connect(url)
    for (let ch = 1; ch <= 65; ch += 1) tab.say({ op: 'open', ch, what: { kind: 'table', table: 'runs' } })
    await until('the last is refused', () => tab.of('closed', 65).length === 1)
    expect(tab.of('closed', 65)[0]?.problem?.code).toBe('slow_down')
    tab.say({ op: 'close', ch: 7 })
    tab.say({ op: 'open', ch: 66, what: { kind: 'table', table: 'runs' } })
    await until('there is room', () => tab.of('opened', 66).length === 1)
    expect(tab.of('closed', 7)).toEqual([{ op: 'closed', ch: 7, problem: null }])
    expect(hub.counts().channels).toBe(64)
  })

  it('take credit and close for a channel that has just ended without a word', async () => {
    const { url } = await start({ transcriptOf: () => createSyntheticTranscript(5, 'end') })
    const tab = await RawTab.connect(url)
    tab.say({ op: 'open', ch: 1, what: { kind: 'transcript', run: 'x', from: 0, credit: 100 } })
    await until('it ended', () => tab.of('closed', 1).length === 1)
    tab.say({ op: 'credit', ch: 1, bytes: 5 })
    tab.say({ op: 'close', ch: 1 })
    tab.say({ op: 'open', ch: 2, what: { kind: 'table', table: 'runs' } })
    await until('the socket is well', () => tab.of('opened', 2).length === 1)
    expect(tab.of('closed')).toHaveLength(1)
  })
})

describe('bad frames', () => {
  it.each<[string, string | Buffer, number]>([
    ['no JSON', 'hello', 1002],
    ['no frame', '{"op":"sing"}', 1002],
    ['bytes for a table', Buffer.from([0, 0, 0, 5, 9]), 1002],
    ['bytes for a channel never opened', Buffer.from([0, 0, 0, 6, 9]), 1002],
    ['bytes without a channel', Buffer.from([0, 0, 5]), 1002],
    ['a size for a table', '{"op":"size","ch":5,"size":{"cols":80,"rows":24}}', 1002],
    ['a number used twice', '{"op":"open","ch":5,"what":{"kind":"table","table":"runs"}}', 1002],
    ['a number lower than before', '{"op":"open","ch":4,"what":{"kind":"table","table":"runs"}}', 1002],
    ['a channel never opened', '{"op":"close","ch":6}', 1002],
    ['credit for a table', '{"op":"credit","ch":5,"bytes":1}', 1002],
    ['more than 64 KiB', `{"op":"${'x'.repeat(65_536)}"}`, 1009],
  ])('%s closes the socket and no other', async (_, frame, code) => {
    const { url, hub, tables } = await start()
    const [bad, good] = [await RawTab.connect(url), await RawTab.connect(url)]
    for (const tab of [bad, good]) tab.say({ op: 'open', ch: 5, what: { kind: 'table', table: 'runs' } })
    await until('both follow', () => hub.counts().channels === 2)
    bad.ws.send(frame)
    bad.say({ op: 'open', ch: 9, what: { kind: 'table', table: 'servers' } })
    await until('it is closed', () => bad.closed !== null)
    expect(bad.closed?.code).toBe(code)
    expect(bad.of('opened', 9)).toEqual([])
    tables.runs.put(runRow('a'))
    await until('the other goes on', () => good.of('message').length === 2)
    expect(hub.counts()).toEqual({ sockets: 1, channels: 1, sessions: 1 })
  })

  it('more credit than a channel may have', async () => {
    const { url } = await start({ transcriptOf: () => createSyntheticTranscript(0) })
    const tab = await RawTab.connect(url)
    tab.say({ op: 'open', ch: 1, what: { kind: 'transcript', run: 'x', from: 0, credit: 16_777_216 } })
    tab.say({ op: 'credit', ch: 1, bytes: 1 })
    await until('it is closed', () => tab.closed !== null)
    expect(tab.closed).toEqual({ code: 1002, reason: 'channel 1 may not have this credit' })
  })

  it('garbage of every kind on live sockets leaves the others untouched', async () => {
    const transcript = createSyntheticTranscript(0)
    const { url, hub, tables, ends } = await start({ transcriptOf: () => transcript })
    const good = await RawTab.connect(url, 'good')
    good.say({ op: 'open', ch: 1, what: { kind: 'table', table: 'runs' } })
    good.say({ op: 'open', ch: 2, what: { kind: 'transcript', run: 'x', from: 0, credit: 16_000_000 } })
    let random = 99
    const below = (n: number) => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((random / 2_147_483_648) * n)
    }
    for (let round = 0; round < 150; round += 1) {
      const bad = await RawTab.connect(url, `bad-${round}`)
      const noise = Buffer.from(Array.from({ length: 1 + below(200) }, () => below(256)))
      // Half of it as well-formed WebSocket messages, half straight onto the wire below them.
      if (round % 2) bad.ws.send(noise, { binary: below(2) === 0 })
      else (bad.ws as unknown as { _socket: { write(b: Buffer): void } })._socket.write(noise)
      if (round % 10 === 0) ends.at(-1)?.resetAndDestroy()
      tables.runs.put(runRow('a', round + 1))
      transcript.growTo((round + 1) * 1000)
      bad.ws.terminate()
    }
    await until('all bad ones are gone', () => hub.counts().sockets === 1)
    await until('the good one has everything', () => good.received(2).length === 150_000)
    await until('the last row is there', () => lastRow(good)?.bytes === 150)
    expect(good.closed).toBeNull()
  })
})

describe('tables', () => {
  it('give a snapshot, then patches, and to one who comes back what it missed', async () => {
    const { url, tables } = await start()
    tables.runs.put(runRow('a'))
    const tab = await RawTab.connect(url)
    tab.say({ op: 'open', ch: 1, what: { kind: 'table', table: 'runs' } })
    await until('snapshot', () => tab.of('message').length === 1)
    const snapshot = tab.of('message')[0]?.body
    if (snapshot?.type !== 'snapshot') throw new Error('no snapshot')
    expect(snapshot.rows).toEqual([runRow('a')])
    tables.runs.put(runRow('b'))
    await until('patch', () => tab.of('message').length === 2)
    expect(tab.of('message')[1]?.body).toEqual({
      type: 'patch',
      from: 1,
      seq: 2,
      put: [runRow('b')],
      set: [],
      del: [],
    })
    tab.ws.terminate()

    tables.runs.put(runRow('c'))
    tables.runs.delete('a')
    const back = await RawTab.connect(url)
    const since = { epoch: snapshot.epoch, seq: 2 }
    back.say({ op: 'open', ch: 1, what: { kind: 'table', table: 'runs', since } })
    await until('the patch', () => back.of('message').length === 1)
    expect(back.of('message')[0]?.body).toEqual({
      type: 'patch',
      from: 2,
      seq: 4,
      put: [runRow('c')],
      set: [],
      del: ['a'],
    })
  })

  it('tell one who missed nothing that it is up to date', async () => {
    const { url, tables } = await start()
    tables.runs.put(runRow('a'))
    const cursor = tables.runs.textSince(null)?.cursor
    const tab = await RawTab.connect(url)
    tab.say({
      op: 'open',
      ch: 1,
      what: { kind: 'table', table: 'runs', since: { epoch: cursor?.epoch ?? '', seq: 1 } },
    })
    await until('an answer', () => tab.of('message').length === 1)
    expect(tab.of('message')[0]?.body).toEqual({ type: 'patch', from: 1, seq: 1, put: [], set: [], del: [] })
  })

  it.each(['another epoch', 'a gap'])('start over with a snapshot after %s', async (why) => {
    const { url, tables } = await start()
    for (let i = 0; i < 200; i += 1) tables.runs.put(runRow('a', i))
    const epoch = why === 'a gap' ? (tables.runs.textSince(null)?.cursor.epoch ?? '') : 'before-the-restart'
    const tab = await RawTab.connect(url)
    tab.say({ op: 'open', ch: 1, what: { kind: 'table', table: 'runs', since: { epoch, seq: 3 } } })
    await until('an answer', () => tab.of('message').length === 1)
    expect(tab.of('message')[0]?.body).toMatchObject({ type: 'snapshot', seq: 200, rows: [runRow('a', 199)] })
  })

  it('hold back while a page takes nothing, and then say it once', async () => {
    const { url, tables, ends } = await start()
    const [slow, quick] = [await RawTab.connect(url, 'slow'), await RawTab.connect(url, 'quick')]
    // Long texts fill the way to the slow page in a few patches, as bodies of their own fragment.
    const long = (n: number): RunRow => ({ ...runRow('big'), title: `${n} é`.padEnd(400_000, '.') })
    for (const tab of [slow, quick]) tab.say({ op: 'open', ch: 1, what: { kind: 'table', table: 'runs' } })
    await until('both are in', () => slow.of('message').length === 1 && quick.of('message').length === 1)
    slow.ws.pause()
    const end = ends[0]
    for (let n = 1; n <= 100; n += 1) {
      tables.runs.put(long(n))
      await until('the quick one has it', () => lastRow(quick)?.title?.startsWith(`${n} é`) === true)
    }
    expect(end?.writableLength).toBeLessThan(256 * 1024 + 500_000)
    slow.ws.resume()
    await until('the slow one has the last', () => lastRow(slow)?.title?.startsWith('100 é') === true)
    expect(slow.of('message').length).toBeLessThan(60)
  })
})
