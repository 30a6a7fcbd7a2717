import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { BEAT_MS, closeCodes, MAX_PAGE_FRAME, type TableSubject } from '../../shared/frames.ts'
import type { LogPlace } from '../../shared/log-api.ts'
import { type ObjectName, readObjectText } from '../../shared/object-ref.ts'
import { AppError } from '../../shared/problem.ts'
import {
  type ClusterTableName,
  isClusterTableName,
  isTableName,
  OBJECT_TABLE,
  type TableName,
  type TableRows,
} from '../../shared/table-names.ts'
import type { Actor } from '../actions/action.ts'
import type { LogView } from '../kube/logs/logs.ts'
import type { TableView } from '../kube/watched-cluster.ts'
import type { Transcript } from '../runs/transcript-types.ts'
import type { LiveTable } from '../tables/live-table.ts'
import type { Terminal } from '../terminals/terminal.ts'
import type { Channel } from './channel.ts'
import { openLogChannel } from './log-channel.ts'
import type { Outbox } from './outbox.ts'
import { type OpenChannel, openTabSocket, type TabSocket } from './tab-socket.ts'
import { openTableChannel } from './table-channel.ts'
import { openTerminalChannel } from './terminal-channel.ts'
import { openTranscriptChannel } from './transcript-channel.ts'

/** Sockets that one signed-in device may have: one a tab, and nobody has more tabs than this. */
export const MAX_SOCKETS_PER_SESSION = 32
const BEATS_PER_PING = 4
const GOODBYE_MS = 1_000

export interface SocketHubOptions {
  tables: { readonly [Name in TableName]: LiveTable<TableRows[Name]> }
  /** Called when somebody begins to look at a table of the console; what it returns, when they have left. */
  watched?(table: TableName): (() => void) | undefined
  /** Begins to look at a table of a server's cluster. Throws `not_found`. */
  clusterTable(server: string, table: ClusterTableName): TableView
  /** Begins to look at the table of one object of a server's cluster. Throws `not_found` and `slow_down`. */
  objectTable(server: string, object: ObjectName): TableView
  /** Begins to look at the log of a container. Throws `not_found`, `slow_down`. */
  logOf(server: string, place: LogPlace): LogView
  /** The transcript of a run. Throws `not_found`. */
  transcriptOf(run: string): Transcript
  /** A terminal, for one who may look into it. Throws `not_found`, `forbidden`. */
  terminalOf(terminal: string, actor: Actor): Terminal
  /** Called with every session that has an open socket, at each ping: it is in use, though no request comes. */
  keepSession(sessionId: string): void
  /** Milliseconds since the epoch, as `beat` frames carry it. */
  now?: () => number
  /** Milliseconds between beats; every fourth is a WebSocket ping too, which the page's browser answers. */
  beatMs?: number
}

/** All tabs' sockets. The front authenticates and checks the Origin, then hands the upgrade over. */
export interface SocketHub {
  accept(req: IncomingMessage, socket: Duplex, head: Buffer, actor: Actor): void
  /** Closes every socket of a session with 4401: its sign-out, another role or password, a removed person. */
  endSession(sessionId: string): void
  /** Says goodbye (1001) to all; resolves when they are gone, after a second at the latest. */
  close(): Promise<void>
  /** What is held now. For tests and figures: a leak shows nowhere else. */
  counts(): { sockets: number; channels: number; sessions: number }
}

/** The hub of one engine, which beats until `close`. */
export function createSocketHub(options: SocketHubOptions): SocketHub {
  const { now = Date.now, beatMs = BEAT_MS } = options
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAGE_FRAME,
    perMessageDeflate: false,
    // A tab's socket answers pings itself, as long as the page takes the answers.
    autoPong: false,
  })
  const sessions = new Map<string, Set<TabSocket>>()
  let closing = false
  let beats = 0

  const beating = setInterval(() => {
    beats += 1
    for (const tab of everyTab()) tab.beat(now())
    if (beats % BEATS_PER_PING !== 0) return
    for (const tab of everyTab()) tab.ping()
    for (const sessionId of sessions.keys()) options.keepSession(sessionId)
  }, beatMs).unref()

  function everyTab(): TabSocket[] {
    return [...sessions.values()].flatMap((tabs) => [...tabs])
  }

  function welcome(ws: WebSocket, actor: Actor): void {
    const tabs = sessions.get(actor.sessionId) ?? new Set()
    const tab = openTabSocket(ws, openChannelFor(actor), () => {
      tabs.delete(tab)
      if (tabs.size === 0 && sessions.get(actor.sessionId) === tabs) sessions.delete(actor.sessionId)
    })
    if (tabs.size >= MAX_SOCKETS_PER_SESSION) {
      tab.close(closeCodes.tooManySockets, `more than ${MAX_SOCKETS_PER_SESSION} tabs`)
      return
    }
    sessions.set(actor.sessionId, tabs.add(tab))
    tab.beat(now())
  }

  // Whoever is signed in may see every table and transcript: a viewer differs in what they may do. Terminals are their owner's.
  function openChannelFor(actor: Actor): OpenChannel {
    return (ch, what, outbox, ended) => {
      switch (what.kind) {
        case 'table':
          return openTable(ch, what, outbox)
        case 'log':
          return openLogChannel(ch, what, options.logOf(what.server, what), outbox, ended)
        case 'transcript':
          return openTranscriptChannel(ch, what, options.transcriptOf(what.run), outbox, ended)
        case 'terminal':
          return openTerminalChannel(ch, what, options.terminalOf(what.terminal, actor), outbox, ended)
      }
    }
  }

  function openTable(ch: number, what: TableSubject, outbox: Outbox): Channel {
    const view = what.server === undefined ? null : lookAt(what.server, what)
    if (view) return openTableChannel(ch, what, view.table, outbox, view)
    if (what.server !== undefined || !isTableName(what.table))
      throw new AppError('not_found', 'There is no such table.')
    const channel = openTableChannel<TableRows[TableName]>(ch, what, options.tables[what.table], outbox)
    const left = options.watched?.(what.table)
    if (!left) return channel
    return {
      ...channel,
      stop() {
        channel.stop()
        left()
      },
    }
  }

  /** Null where a cluster has no such table. */
  function lookAt(server: string, { table, of }: TableSubject): TableView | null {
    if (of === undefined) return isClusterTableName(table) ? options.clusterTable(server, table) : null
    const object = readObjectText(of)
    return object && table === OBJECT_TABLE ? options.objectTable(server, object) : null
  }

  return {
    accept(req, socket, head, actor) {
      // ws takes over error handling with handleUpgrade; until it did, a reset socket must not end the process.
      if (closing) {
        socket.on('error', () => {})
        socket.destroy()
        return
      }
      server.handleUpgrade(req, socket, head, (ws) => welcome(ws, actor))
    },
    endSession(sessionId) {
      for (const tab of sessions.get(sessionId) ?? []) tab.close(closeCodes.signedOut, 'signed out')
    },
    async close() {
      closing = true
      clearInterval(beating)
      for (const tab of everyTab()) tab.close(closeCodes.leaving, 'Bindery is stopping')
      const patience = setTimeout(() => {
        for (const ws of server.clients) ws.terminate()
      }, GOODBYE_MS)
      await new Promise<void>((resolve) => server.close(() => resolve()))
      clearTimeout(patience)
    },
    counts() {
      const tabs = everyTab()
      return {
        sockets: tabs.length,
        channels: tabs.reduce((sum, tab) => sum + tab.channels, 0),
        sessions: sessions.size,
      }
    },
  }
}
