import type { WebSocket } from 'ws'
import { AppError, type Problem } from '../../../shared/problem.ts'
import type { Shell, ShellEvents } from '../shell.ts'
import { type ExecStatus, readExecFrame, resizeFrame, stdinFrame } from './exec-frames.ts'

/** How a command that ran in a container begins: with its first bytes, by running on in silence, or not at all. */
type Beginning = { ran: true } | { ran: false; status: ExecStatus }

/** A program that prints nothing for so long has begun. */
const SILENT_MS = 700
/** Ctrl C; Ctrl U and Ctrl D, on what is an empty line then. */
const INTERRUPT = Buffer.of(0x03)
const END_OF_INPUT = Buffer.of(0x15, 0x04)
const INTERRUPT_MS = 150
/** A shell that is left so has ended; then the connection is. */
const LEAVE_MS = 1_000
const CLOSE_MS = 4_000

/** A command in a container, over the WebSocket that the API gave for it: its end is the command's. */
export class ExecShell implements Shell {
  readonly name: string
  readonly outlivesLink = false
  readonly #ws: WebSocket
  readonly #early: Buffer[] = []
  #events: ShellEvents | null = null
  #status: ExecStatus | null = null
  #closed = false
  #told = false
  #noticed: () => void = () => {}

  /** `ws`: paused, as `Cluster.connect` gives it. */
  constructor(ws: WebSocket, name: string) {
    this.name = name
    this.#ws = ws
    ws.on('message', (data: Buffer) => this.#hear(Buffer.isBuffer(data) ? data : Buffer.from(data)))
    ws.on('close', () => {
      this.#closed = true
      this.#noticed()
      this.#tellEnd()
    })
    ws.resume()
  }

  /** Waits until it is known whether the command runs. */
  async beginning(): Promise<Beginning> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SILENT_MS)
      this.#noticed = () => {
        if (this.#early.length === 0 && this.#status === null && !this.#closed) return
        clearTimeout(timer)
        resolve()
      }
      this.#noticed()
    })
    this.#noticed = () => {}
    const status = this.#status
    if (status !== null && status.code === null) return { ran: false, status }
    if (status === null && this.#closed && this.#early.length === 0)
      return { ran: false, status: { code: null, said: 'the connection was closed' } }
    return { ran: true }
  }

  start(events: ShellEvents): void {
    this.#events = events
    for (const bytes of this.#early.splice(0)) events.printed(bytes)
    if (this.#closed) this.#tellEnd()
  }

  type(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      if (this.#closed) resolve()
      else this.#ws.send(stdinFrame(bytes), () => resolve())
    })
  }

  resize(size: { cols: number; rows: number }): void {
    if (!this.#closed) this.#ws.send(resizeFrame(size))
  }

  pause(): void {
    this.#ws.pause()
  }

  resume(): void {
    this.#ws.resume()
  }

  /**
   * Kubernetes lets a command run on when its streams close (kubernetes/kubernetes#57992), so the shell is left as a
   * person would: what runs in it is interrupted, and then there is no more input. An editor stays.
   */
  close(): void {
    this.#told = true
    this.#ws.resume()
    void this.type(INTERRUPT)
    setTimeout(() => void this.type(END_OF_INPUT), INTERRUPT_MS).unref()
    setTimeout(() => this.#ws.close(1000), LEAVE_MS).unref()
    setTimeout(() => this.#ws.terminate(), CLOSE_MS).unref()
  }

  leave(): void {
    this.close()
  }

  #hear(frame: Buffer): void {
    const heard = readExecFrame(frame)
    if (heard?.kind === 'printed') {
      // The frame lies in a buffer that ws uses again for none: it may be kept.
      if (this.#events) this.#events.printed(heard.bytes)
      else this.#early.push(heard.bytes)
    } else if (heard?.kind === 'status') {
      this.#status = heard.status
      // Nothing comes after it; some proxies keep the connection open all the same.
      if (this.#events) this.#tellEnd()
      if (heard.status.code !== null) this.#ws.close(1000)
    }
    this.#noticed()
  }

  #tellEnd(): void {
    if (this.#told || !this.#events || (this.#status === null && !this.#closed)) return
    this.#told = true
    if (this.#status && this.#status.code !== null)
      this.#events.ended({ how: 'exited', code: this.#status.code })
    else this.#events.ended({ how: 'lost', problem: lost(this.#status?.said ?? '') })
  }
}

function lost(said: string): Problem {
  return new AppError('link_lost', 'The connection to the pod was lost, and the shell ended with it.', {
    hint: 'The pod may have ended, or the server is not connected. What the shell had started may still run.',
    said: said || undefined,
  }).toJSON()
}
