import { Duplex, Writable } from 'node:stream'
import type { Channel } from 'ssh2'

// ssh2's channels throw when they are used after the connection has ended, never report `destroyed`, and end
// as if all had been said when the connection breaks. What leaves this folder is wrapped, so that Node's own
// stream rules hold and a dropped link is an error.

/** The writing half of a session. Writing to a session that is gone fails and disturbs nobody. */
export function sessionStdin(channel: Channel): Writable {
  const stdin = new Writable({
    write: (chunk: Buffer, _encoding, done) => writeTo(channel, chunk, done),
    final: (done) => attempt(() => channel.end(), done),
  })
  stdin.on('error', () => {})
  return stdin
}

/** A forwarded TCP connection as a plain Duplex. It answers the other side's end with its own: half-open ones would leak. */
export class ForwardedConnection extends Duplex {
  readonly #channel: Channel

  constructor(channel: Channel) {
    super({ allowHalfOpen: false })
    this.#channel = channel
    channel.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) channel.pause()
    })
    channel.on('end', () => this.push(null))
    channel.on('close', () => this.#leave())
    channel.on('error', (error: Error) => this.destroy(error))
    // Without one a reset between two users of the stream would end the process.
    this.on('error', () => {})
  }

  override _read(): void {
    this.#channel.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    writeTo(this.#channel, chunk, done)
  }

  override _final(done: (error?: Error | null) => void): void {
    attempt(() => this.#channel.end(), done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    attempt(
      () => {
        this.#channel.destroy()
        // Unread bytes would keep the channel from closing.
        this.#channel.resume()
      },
      () => done(error),
    )
  }

  /** The other side is gone: what was not read yet can still be read, what is written goes nowhere. */
  #leave(): void {
    if (this.readableEnded) this.destroy()
    else this.once('end', () => this.destroy())
  }
}

function writeTo(channel: Channel, chunk: Buffer, done: (error?: Error | null) => void): void {
  attempt(
    () => channel.write(chunk, (error) => done(error)),
    (error) => error && done(error),
  )
}

/** Calls `done` with what was thrown, or with null. */
function attempt(act: () => void, done: (error: Error | null) => void): void {
  let thrown: Error | null = null
  try {
    act()
  } catch (error) {
    thrown = error instanceof Error ? error : new Error(String(error))
  }
  done(thrown)
}
