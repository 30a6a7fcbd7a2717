import { createHash, type Hash } from 'node:crypto'
import { createReadStream, constants as flags } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Redactor } from './redactor.ts'
import type { Room } from './room.ts'

/** After a restart this much is taken again: a power cut may have left the end of the file torn. */
const RETAKE_BYTES = 64 * 1024

/**
 * The copy of a server's log in the data folder. Bytes go to where they belong in the file, so that taking some
 * again changes nothing. With secrets the copy differs from the log: it is then taken from the log's first byte in
 * every life of the engine, and `taken` counts the log's bytes, not the file's.
 */
export class Mirror {
  readonly #file: string
  readonly #handle: FileHandle
  readonly #secrets: readonly string[]
  readonly #room: Room
  readonly #onWritten: (size: number) => void
  #redactor: Redactor | null = null
  #hash: Hash | null = null
  #taken: number
  #written: number
  #taking: Promise<void> = Promise.resolve()

  static async open(
    file: string,
    secrets: readonly string[],
    room: Room,
    onWritten: (size: number) => void,
  ): Promise<Mirror> {
    const handle = await open(file, flags.O_RDWR | flags.O_CREAT, 0o600)
    return new Mirror(file, handle, secrets, room, onWritten, (await handle.stat()).size)
  }

  private constructor(
    file: string,
    handle: FileHandle,
    secrets: readonly string[],
    room: Room,
    onWritten: (size: number) => void,
    size: number,
  ) {
    this.#file = file
    this.#handle = handle
    this.#secrets = secrets
    this.#room = room
    this.#onWritten = onWritten
    this.#taken = this.#written = Math.max(0, size - RETAKE_BYTES)
    if (secrets.length > 0) this.restart()
  }

  /** Bytes of the server's log that were taken: where to go on. */
  get taken(): number {
    return this.#taken
  }

  /**
   * Resolves when the bytes are in the file, whole chunks after each other. When it rejects none of them counts as
   * taken; with secrets all is to be taken again, but for `disk_full`: then nothing of them was looked at.
   */
  take(chunks: readonly Uint8Array[]): Promise<void> {
    const taking = this.#take(chunks)
    this.#taking = taking.catch(() => {})
    return taking
  }

  /** Resolves when no write is on its way any more: `taken` stands still until the next `take`. */
  settled(): Promise<void> {
    return this.#taking
  }

  /** Begins again with the log's first byte. */
  restart(): void {
    this.#taken = this.#written = 0
    if (this.#secrets.length === 0) return
    this.#redactor = new Redactor(this.#secrets)
    this.#hash = createHash('sha256')
  }

  /** True when the bytes that were taken have this sum. */
  async hasSum(sha256: string): Promise<boolean> {
    if (this.#hash) return this.#hash.copy().digest('hex') === sha256
    const hash = createHash('sha256')
    if (this.#taken > 0) await pipeline(createReadStream(this.#file, { end: this.#taken - 1 }), hash)
    return hash.digest('hex') === sha256
  }

  /** Nothing will follow, and the server no longer has it all: what is here stays. Gives the file's size. */
  async keep(): Promise<number> {
    return (await this.#handle.stat()).size
  }

  /** Nothing will follow: the file ends here, on disk. Gives its size. */
  async finish(): Promise<number> {
    if (this.#redactor) await this.#write([this.#redactor.end()])
    await this.#handle.truncate(this.#written)
    await this.#handle.datasync()
    return this.#written
  }

  /** Takes away what is behind the first `size` bytes. */
  async cutTo(size: number): Promise<void> {
    if ((await this.#handle.stat()).size > size) await this.#handle.truncate(size)
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }

  async #take(chunks: readonly Uint8Array[]): Promise<void> {
    await this.#room.take(chunks.reduce((sum, { length }) => sum + length, 0))
    const redactor = this.#redactor
    try {
      for (const chunk of chunks) this.#hash?.update(chunk)
      await this.#write(redactor ? chunks.map((chunk) => redactor.push(chunk)) : chunks)
    } catch (error) {
      // A part of them may be in the file. A redactor cannot give back what it has seen.
      if (redactor) this.restart()
      else this.#written = this.#taken
      throw error
    }
    for (const chunk of chunks) this.#taken += chunk.length
  }

  /** One call for many chunks: what comes while the disk is busy waits for the next. */
  async #write(chunks: readonly Uint8Array[]): Promise<void> {
    let left = chunks.filter((chunk) => chunk.length > 0)
    if (left.length === 0) return
    while (left.length > 0) {
      const { bytesWritten } = await this.#handle.writev(left, this.#written)
      this.#written += bytesWritten
      left = without(left, bytesWritten)
    }
    this.#onWritten(this.#written)
  }
}

/** What is left of the chunks after so many bytes of them. */
function without(chunks: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skip = bytes
  return chunks.flatMap((chunk) => {
    const from = Math.min(skip, chunk.length)
    skip -= from
    return from === chunk.length ? [] : [chunk.subarray(from)]
  })
}
