import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { createLiveTable } from '../server/tables/live-table.ts'
import { createSocketHub, type SocketHubOptions } from '../server/ws/socket-hub.ts'
import { type FromEngine, type FromPage, packBytes, parseFromEngine, unpackBytes } from '../shared/frames.ts'
import { AppError } from '../shared/problem.ts'
import { type TableRows, tableKeys } from '../shared/table-names.ts'

/** A socket hub behind a real HTTP server on a free port of loopback. */
export async function startHub(options: Partial<SocketHubOptions> = {}, { flushMs = 5 } = {}) {
  const tables = {
    servers: createLiveTable<TableRows['servers']>({ keyOf: tableKeys.servers, flushMs }),
    runs: createLiveTable<TableRows['runs']>({ keyOf: tableKeys.runs, flushMs, logLimit: 64 }),
    installs: createLiveTable<TableRows['installs']>({ keyOf: tableKeys.installs, flushMs }),
    changes: createLiveTable<TableRows['changes']>({ keyOf: tableKeys.changes, flushMs }),
    builds: createLiveTable<TableRows['builds']>({ keyOf: tableKeys.builds, flushMs }),
    disks: createLiveTable<TableRows['disks']>({ keyOf: tableKeys.disks, flushMs }),
    health: createLiveTable<TableRows['health']>({ keyOf: tableKeys.health, flushMs }),
    deletions: createLiveTable<TableRows['deletions']>({ keyOf: tableKeys.deletions, flushMs }),
    deletionObjects: createLiveTable<TableRows['deletionObjects']>({
      keyOf: tableKeys.deletionObjects,
      flushMs,
    }),
    terminals: createLiveTable<TableRows['terminals']>({ keyOf: tableKeys.terminals, flushMs }),
  }
  const hub = createSocketHub({
    tables,
    clusterTable() {
      throw new AppError('not_found', 'There is no such server.')
    },
    objectTable() {
      throw new AppError('not_found', 'There is no such server.')
    },
    logOf() {
      throw new AppError('not_found', 'There is no such server.')
    },
    transcriptOf() {
      throw new AppError('not_found', 'There is no such run.')
    },
    terminalOf() {
      throw new AppError('not_found', 'There is no such terminal.')
    },
    keepSession: () => {},
    ...options,
  })
  const http = createServer()
  const ends: Socket[] = []
  http.on('upgrade', (req, socket, head) => {
    ends.push(socket as Socket)
    const sessionId = req.url?.slice(1) || 'session'
    const actor = { personId: 'p', name: 'Ada', role: 'viewer', sessionId, address: '127.0.0.1' } as const
    hub.accept(req, socket, head, actor)
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/`
  return {
    hub,
    tables,
    url,
    http,
    /** The server's ends of all sockets so far, in the order they came. */
    ends,
    async stop() {
      await hub.close()
      http.close()
    },
  }
}

/** A tab without a browser: the raw protocol over a real socket, everything that came kept for looking at. */
export class RawTab {
  readonly ws: WebSocket
  readonly frames: FromEngine[] = []
  /** What came on each channel, in order. */
  readonly bytes = new Map<number, Buffer[]>()
  closed: { code: number; reason: string } | null = null
  onBytes: ((ch: number, bytes: Uint8Array) => void) | null = null
  keepBytes = true
  /** When the last text frame came, by `performance.now()`. */
  heardAt = 0

  constructor(url: string, session = 'session') {
    this.ws = new WebSocket(url + session)
    this.ws.on('error', () => {})
    this.ws.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
    })
    this.ws.on('message', (data: Buffer, isBinary) => {
      const parsed = isBinary ? unpackBytes(data) : parseFromEngine(data.toString())
      if (!parsed.ok) throw new Error(`The engine sent a bad frame: ${JSON.stringify(parsed.refusal)}`)
      const { frame } = parsed
      if ('op' in frame) {
        this.frames.push(frame)
        this.heardAt = performance.now()
        return
      }
      if (this.keepBytes)
        this.bytes.set(frame.ch, [...(this.bytes.get(frame.ch) ?? []), Buffer.from(frame.bytes)])
      this.onBytes?.(frame.ch, frame.bytes)
    })
  }

  static async connect(url: string, session?: string): Promise<RawTab> {
    const tab = new RawTab(url, session)
    await once(tab.ws, 'open')
    return tab
  }

  say(frame: FromPage): void {
    this.ws.send(JSON.stringify(frame))
  }

  sayBytes(ch: number, bytes: Uint8Array): void {
    this.ws.send(packBytes(ch, bytes))
  }

  of<Op extends FromEngine['op']>(op: Op, ch?: number): Extract<FromEngine, { op: Op }>[] {
    return this.frames.filter(
      (frame): frame is Extract<FromEngine, { op: Op }> =>
        frame.op === op && (ch === undefined || ('ch' in frame && frame.ch === ch)),
    )
  }

  received(ch: number): Buffer {
    return Buffer.concat(this.bytes.get(ch) ?? [])
  }
}

/** Waits until a condition holds; fails with its name after `deadlineMs`. */
export async function until(what: string, holds: () => boolean, deadlineMs = 10_000): Promise<void> {
  const deadline = performance.now() + deadlineMs
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`Waited ${deadlineMs} ms in vain: ${what}`)
    await turn()
  }
}
