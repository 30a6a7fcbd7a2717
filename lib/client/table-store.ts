import type { ChannelMessage } from '../shared/frames.ts'
import type { Problem } from '../shared/problem.ts'
import type { Upstream } from '../shared/upstream.ts'
import type { PageChannel, TabSocket } from './socket.ts'

/**
 * `syncing`: asked for, and not answered yet. `stale`: cut off; what is shown is of the past, since `since`. The
 * problem is why the engine ended it, and null where the socket is lost.
 */
type TableState = { state: 'syncing' } | { state: 'live' } | { state: 'stale'; problem: Problem | null }

interface TableShown<Row> {
  rows: readonly Row[]
  byKey: ReadonlyMap<string, Row>
  /** Since when it is in this state: milliseconds since the epoch, by the engine's clock. */
  since: number
  /** How well the engine itself is fed, for tables of a cluster; null until it has said so, and for others. */
  upstream: Upstream | null
}

export type TableSnapshot<Row> = TableShown<Row> & TableState

export interface TableStore<Row> {
  subscribe(listener: () => void): () => void
  getSnapshot(): TableSnapshot<Row>
  row(key: string): Row | undefined
  /** True once something is shown that the engine said. */
  readonly filled: boolean
}

export interface TableStoreOptions<Row> {
  table: string
  /** The server whose cluster the table is of. Tables of the console have none. */
  server?: string
  /** The object that the table is about: "Pod/binder/hub-7d". Most are about none. */
  of?: string
  keyOf(row: Row): string
  socket: TabSocket
  /** Calls back before the next painting; returns how to take that back. */
  nextFrame(paint: () => void): () => void
}

/** A page that is left for another often comes back to the same table. */
const LINGER_MS = 5_000
/** What the engine ended is asked for again after so long, as long as somebody looks. */
const RETRY_MS = 5_000

/**
 * One table of the engine, kept equal to it by one channel for the whole tab. What comes between two paintings is
 * merged and shown at once; a tab that does not paint merges on and shows nothing, at no cost but the rows.
 */
export function createTableStore<Row extends object>(options: TableStoreOptions<Row>): TableStore<Row> {
  const { table, server, of, keyOf, socket, nextFrame } = options
  const what = {
    kind: 'table',
    table,
    ...(server === undefined ? {} : { server }),
    ...(of === undefined ? {} : { of }),
  } as const
  const listeners = new Set<() => void>()
  let shown = new Map<string, Row>()
  let snapshot: TableSnapshot<Row> = {
    ...listed(shown),
    state: 'syncing',
    since: socket.now(),
    upstream: null,
  }
  let upstream: Upstream | null = null
  // What came and is not shown yet: every row from here on if `afresh`, else the rows that changed (null: gone).
  let pending = new Map<string, Row | null>()
  let afresh = false
  // Where the page will stand once the last part of a snapshot is here.
  let arriving: { epoch: string; seq: number } | null = null
  let filled = false
  let cancelFrame: (() => void) | null = null
  let cursor: { epoch: string; seq: number } | null = null
  let channel: PageChannel | null = null
  let linger: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let stopWatching: (() => void) | null = null

  function take(message: ChannelMessage): void {
    if (message.type === 'snapshot') {
      cursor = null
      arriving = { epoch: message.epoch, seq: message.seq }
      cancelFrame?.()
      cancelFrame = null
      pending = new Map()
      afresh = true
    }
    if (message.type === 'snapshot' || message.type === 'rows') {
      for (const row of message.rows) note(row as Row)
      if (message.more) return
      cursor = arriving
    } else if (message.type === 'upstream') {
      upstream = message.upstream
      // Before all rows are here, nothing may be called live.
      if (!cursor) return
    } else if (message.type === 'patch') {
      if (!cursor || message.from !== cursor.seq || !message.set.every(([key]) => rowToChange(key))) {
        cursor = null
        channel?.reopen()
        return
      }
      cursor = { epoch: cursor.epoch, seq: message.seq }
      for (const row of message.put) note(row as Row)
      for (const [key, fields] of message.set) pending.set(key, { ...rowToChange(key), ...fields } as Row)
      for (const key of message.del) pending.set(key, null)
    }
    cancelFrame ??= nextFrame(paint)
  }

  /** The row as it is by all that came so far, shown or not; none where there is none. */
  function rowToChange(key: string): Row | null | undefined {
    return afresh || pending.has(key) ? pending.get(key) : shown.get(key)
  }

  function note(row: Row): void {
    pending.set(keyOf(row), row)
  }

  function paint(): void {
    cancelFrame = null
    const since = snapshot.state === 'live' ? snapshot.since : socket.now()
    if (afresh || pending.size > 0) {
      shown = afresh ? new Map() : new Map(shown)
      for (const [key, row] of pending) {
        if (row) shown.set(key, row)
        else shown.delete(key)
      }
      pending = new Map()
      afresh = false
      filled = true
      publish({ ...listed(shown), state: 'live', since, upstream })
    } else publish({ rows: snapshot.rows, byKey: snapshot.byKey, state: 'live', since, upstream })
  }

  function publish(next: TableSnapshot<Row>): void {
    snapshot = next
    for (const listener of [...listeners]) listener()
  }

  /** What is shown is of the past from here on, with all that had come until now. */
  function pause(state: Exclude<TableState, { state: 'live' }>): void {
    if (cancelFrame) {
      cancelFrame()
      paint()
    }
    if (isSame(snapshot, state)) return
    const { rows, byKey } = snapshot
    const since = snapshot.state === state.state ? snapshot.since : socket.now()
    publish({ rows, byKey, since, upstream, ...state })
  }

  function follow(): void {
    clearTimeout(linger)
    clearTimeout(retry)
    if (channel) return
    channel = socket.open({
      subject: () => ({ ...what, ...(cursor ? { since: cursor } : {}) }),
      onMessage: take,
      onClosed(problem) {
        unfollow()
        pause({ state: 'stale', problem: problem ?? endedEarly })
        if (listeners.size > 0) retry = setTimeout(follow, RETRY_MS)
      },
    })
    stopWatching = socket.subscribe(watch)
    watch()
  }

  function watch(): void {
    if (socket.getSnapshot().state === 'lost') pause({ state: 'stale', problem: null })
  }

  function unfollow(): void {
    stopWatching?.()
    stopWatching = null
    channel = null
  }

  function leave(): void {
    channel?.close()
    unfollow()
    upstream = null
    pause({ state: 'syncing' })
  }

  return {
    subscribe(listener) {
      const entry = () => listener()
      listeners.add(entry)
      follow()
      return () => {
        listeners.delete(entry)
        if (listeners.size > 0) return
        clearTimeout(retry)
        linger = setTimeout(leave, LINGER_MS)
      }
    },
    getSnapshot: () => snapshot,
    row: (key) => shown.get(key),
    get filled() {
      return filled
    },
  }
}

function listed<Row>(byKey: ReadonlyMap<string, Row>) {
  return { rows: [...byKey.values()], byKey }
}

function isSame(a: TableState, b: TableState): boolean {
  return a.state === b.state && (a.state !== 'stale' || b.state !== 'stale' || a.problem === b.problem)
}

const endedEarly: Problem = { code: 'internal', message: 'Bindery ended this list, and did not say why.' }
