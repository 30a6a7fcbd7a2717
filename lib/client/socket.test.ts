import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { packBytes } from '../shared/frames.ts'
import { FakeWebSocket } from '../testing/fake-web-socket.ts'
import { type ChannelReader, createTabSocket, type TabSocketOptions } from './socket.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

function start(options: Partial<TabSocketOptions> = {}) {
  const dialled: FakeWebSocket[] = []
  let wake = () => {}
  const calls = { signedOut: 0, refused: 0 }
  const socket = createTabSocket({
    url: 'ws://test/ws',
    connect() {
      const ws = new FakeWebSocket()
      dialled.push(ws)
      return ws as unknown as WebSocket
    },
    onWake(to) {
      wake = to
      return () => {
        wake = () => {}
      }
    },
    onSignedOut() {
      calls.signedOut += 1
    },
    onRefused() {
      calls.refused += 1
    },
    random: () => 1,
    ...options,
  })
  return {
    socket,
    dialled,
    calls,
    wake: () => wake(),
    last: () => dialled.at(-1) as FakeWebSocket,
  }
}

/** A reader that notes what it hears, and asks for what it stands at. */
function reader(table = 'runs') {
  const heard: unknown[] = []
  const state = { seq: 0 }
  const it: ChannelReader = {
    subject: () => ({
      kind: 'table',
      table,
      ...(state.seq ? { since: { epoch: 'e', seq: state.seq } } : {}),
    }),
    onOpened: (info) => void heard.push(['opened', info]),
    onMessage: (body) => void heard.push(body),
    onBytes: (bytes) => void heard.push([...bytes]),
    onClosed: (problem) => void heard.push(['closed', problem]),
  }
  return { ...it, heard, state }
}

describe('connecting', () => {
  it('begins with the first use and not before', () => {
    const { socket, dialled } = start()
    expect(socket.getSnapshot()).toEqual({ state: 'connecting', since: 1_000_000, lastBeatAt: null })
    expect(dialled).toHaveLength(0)
    socket.subscribe(() => {})
    socket.subscribe(() => {})
    expect(dialled).toHaveLength(1)
  })

  it('is live with the first frame, and tells of beats at most once a second', () => {
    const { socket, last } = start()
    const states: string[] = []
    socket.subscribe(
      () => void states.push(`${socket.getSnapshot().state} ${socket.getSnapshot().lastBeatAt}`),
    )
    last().accept()
    expect(states).toEqual([])
    last().say({ op: 'beat', at: 1_000_000 })
    vi.advanceTimersByTime(400)
    last().say({ op: 'beat', at: 1_000_400 })
    vi.advanceTimersByTime(600)
    last().say({ op: 'beat', at: 1_001_000 })
    expect(states).toEqual(['live 1000000', 'live 1001000'])
  })

  it('tries again after 0.25 s, doubling up to 5 s, and says lost since once', () => {
    const { socket, dialled, last } = start()
    socket.subscribe(() => {})
    const delays: number[] = []
    for (let i = 0; i < 7; i += 1) {
      last().drop()
      const before = Date.now()
      while (dialled.length === i + 1) vi.advanceTimersByTime(1)
      delays.push(Date.now() - before)
    }
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000])
    expect(socket.getSnapshot()).toMatchObject({ state: 'lost', since: 1_000_000 })
  })

  it('begins with short delays again only after a connection that held', () => {
    const { socket, dialled, last } = start()
    socket.subscribe(() => {})
    const delayAfter = (heldMs: number) => {
      last().accept()
      last().say({ op: 'beat', at: Date.now() })
      vi.advanceTimersByTime(heldMs)
      last().drop()
      const [before, count] = [Date.now(), dialled.length]
      while (dialled.length === count) vi.advanceTimersByTime(1)
      return Date.now() - before
    }
    expect([delayAfter(10), delayAfter(10), delayAfter(10), delayAfter(6_000)]).toEqual([250, 500, 1000, 250])
  })

  it('spreads the attempts of many tabs', () => {
    const { socket, dialled, last } = start({ random: () => 0 })
    socket.subscribe(() => {})
    last().drop()
    vi.advanceTimersByTime(125)
    expect(dialled).toHaveLength(2)
  })

  it('tries at once when woken, and leaves a good connection alone', () => {
    const { socket, dialled, last, wake } = start()
    socket.subscribe(() => {})
    wake()
    expect(dialled).toHaveLength(1)
    last().drop()
    wake()
    expect(dialled).toHaveLength(2)
    vi.advanceTimersByTime(10_000)
    expect(dialled).toHaveLength(2)
  })

  it('gives a socket up that was silent for 15 s, and listens to it no more', () => {
    const { socket, dialled, last } = start()
    const runs = reader()
    socket.open(runs)
    const first = last()
    first.accept()
    first.say({ op: 'beat', at: Date.now() })
    vi.advanceTimersByTime(14_999)
    expect(socket.getSnapshot().state).toBe('live')
    vi.advanceTimersByTime(1)
    expect(socket.getSnapshot().state).toBe('lost')
    expect(first.closed).toBe(true)
    first.say({ op: 'opened', ch: 1, info: null })
    first.drop()
    expect(runs.heard).toEqual([])
    vi.advanceTimersByTime(250)
    expect(dialled).toHaveLength(2)
  })

  it('gives up a socket at waking that the sleep of the machine outlived', () => {
    const { socket, dialled, last, wake } = start()
    socket.subscribe(() => {})
    last().accept()
    last().say({ op: 'beat', at: Date.now() })
    vi.setSystemTime(Date.now() + 3_600_000)
    wake()
    expect(socket.getSnapshot().state).toBe('lost')
    expect(dialled).toHaveLength(2)
  })

  it('is not given up because the clock was put forward, and is when it was put back', () => {
    const { socket, last } = start()
    socket.subscribe(() => {})
    last().accept()
    last().say({ op: 'beat', at: Date.now() })
    vi.advanceTimersByTime(14_000)
    last().say({ op: 'beat', at: Date.now() })
    vi.setSystemTime(Date.now() + 3_600_000)
    vi.advanceTimersByTime(1_000)
    expect(socket.getSnapshot().state).toBe('live')
    vi.setSystemTime(Date.now() - 7_200_000)
    vi.advanceTimersByTime(14_000)
    expect(socket.getSnapshot().state).toBe('lost')
  })

  it('goes on telling when it was heard after the clock was put back', () => {
    const { socket, last } = start()
    socket.subscribe(() => {})
    last().accept()
    last().say({ op: 'beat', at: 1_000_000 })
    vi.setSystemTime(500_000)
    vi.advanceTimersByTime(5_000)
    last().say({ op: 'beat', at: 505_000 })
    vi.advanceTimersByTime(10_000)
    expect(socket.now() - (socket.getSnapshot().lastBeatAt ?? 0)).toBe(10_000)
  })

  it('drops an engine that talks nonsense', () => {
    const { socket, dialled, last } = start()
    socket.subscribe(() => {})
    last().accept()
    last().sayRaw('{"op":"sing"}')
    expect(last().closed).toBe(true)
    expect(socket.getSnapshot().state).toBe('lost')
    vi.advanceTimersByTime(250)
    expect(dialled).toHaveLength(2)
  })

  it('stops for good when signed out', () => {
    const { socket, dialled, last, calls, wake } = start()
    socket.subscribe(() => {})
    last().accept()
    last().drop(4401)
    wake()
    vi.advanceTimersByTime(60_000)
    expect(calls.signedOut).toBe(1)
    expect(dialled).toHaveLength(1)
  })

  it('asks who one is when refused before it was up, and not when an open one breaks', () => {
    const { socket, last, calls } = start()
    socket.subscribe(() => {})
    last().drop()
    expect(calls.refused).toBe(1)
    vi.advanceTimersByTime(250)
    last().accept()
    last().drop()
    expect(calls.refused).toBe(1)
  })

  it('waits the longest where there are too many tabs', () => {
    const { socket, dialled, last } = start()
    socket.subscribe(() => {})
    last().accept()
    last().drop(4429)
    vi.advanceTimersByTime(4_999)
    expect(dialled).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(dialled).toHaveLength(2)
  })

  it('knows the engine’s clock from its beats', () => {
    const { socket, last } = start()
    socket.subscribe(() => {})
    last().accept()
    expect(socket.now()).toBe(1_000_000)
    last().say({ op: 'beat', at: 1_000_900 })
    expect(socket.now()).toBe(1_000_000)
    last().say({ op: 'beat', at: 1_600_000 })
    expect(socket.now()).toBe(1_600_000)
    // One that lay in a frozen tab for a minute.
    last().say({ op: 'beat', at: 1_540_000 })
    expect(socket.now()).toBe(1_600_000)
  })
})

describe('channels', () => {
  it('wait for the socket, and get what is theirs', () => {
    const { socket, last } = start()
    const [runs, servers] = [reader('runs'), reader('servers')]
    socket.open(runs)
    socket.open(servers)
    expect(last().sent).toEqual([])
    last().accept()
    expect(last().sent).toEqual([
      { op: 'open', ch: 1, what: { kind: 'table', table: 'runs' } },
      { op: 'open', ch: 2, what: { kind: 'table', table: 'servers' } },
    ])
    last().say({ op: 'opened', ch: 2, info: null }, { op: 'message', ch: 2, body: { type: 'end', size: 3 } })
    last().sayRaw(packBytes(1, new Uint8Array([7, 8])).buffer)
    last().sayRaw(packBytes(9, new Uint8Array([1])).buffer)
    expect(runs.heard).toEqual([[7, 8]])
    expect(servers.heard).toEqual([['opened', null], { type: 'end', size: 3 }])
  })

  it('are opened again after a reconnect, from where their reader stands', () => {
    const { socket, last } = start()
    const runs = reader()
    const gone = reader()
    socket.open(gone).close()
    socket.open(runs)
    last().accept()
    runs.state.seq = 41
    last().drop()
    vi.advanceTimersByTime(250)
    last().accept()
    expect(last().sent).toEqual([
      { op: 'open', ch: 1, what: { kind: 'table', table: 'runs', since: { epoch: 'e', seq: 41 } } },
    ])
  })

  it('never use a number twice on one socket', () => {
    const { socket, last } = start()
    const runs = reader()
    const channel = socket.open(runs)
    last().accept()
    channel.reopen()
    channel.close()
    socket.open(reader())
    expect(last().sent.map(({ op, ch }) => `${op} ${ch}`)).toEqual([
      'open 1',
      'close 1',
      'open 2',
      'close 2',
      'open 3',
    ])
    last().say(
      { op: 'message', ch: 1, body: { type: 'end', size: 0 } },
      { op: 'closed', ch: 2, problem: null },
    )
    expect(runs.heard).toEqual([])
  })

  it('that the engine ended stay ended', () => {
    const { socket, last } = start()
    const runs = reader()
    const channel = socket.open(runs)
    last().accept()
    last().say({ op: 'closed', ch: 1, problem: { code: 'not_found', message: 'There is no such run.' } })
    expect(runs.heard).toEqual([['closed', { code: 'not_found', message: 'There is no such run.' }]])
    channel.credit(5)
    channel.reopen()
    channel.close()
    last().drop()
    vi.advanceTimersByTime(250)
    last().accept()
    expect(last().sent).toEqual([])
  })

  it('may be closed by their reader while it hears something', () => {
    const { socket, last } = start()
    const channel = socket.open({
      subject: () => ({ kind: 'table', table: 'runs' }),
      onMessage: () => channel.close(),
      onClosed: () => expect.fail('closed by us'),
    })
    last().accept()
    last().say(
      { op: 'message', ch: 1, body: { type: 'end', size: 0 } },
      { op: 'closed', ch: 1, problem: null },
    )
    expect(last().sent.at(-1)).toEqual({ op: 'close', ch: 1 })
  })

  it('send credit while they are open, and forget it while they are not', () => {
    const { socket, last } = start()
    const channel = socket.open(reader())
    channel.credit(1)
    last().accept()
    channel.credit(2)
    last().drop()
    channel.credit(3)
    expect(last().sent.filter(({ op }) => op === 'credit')).toEqual([{ op: 'credit', ch: 1, bytes: 2 }])
  })
})
