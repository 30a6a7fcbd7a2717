import { statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { AppError } from '../../shared/problem.ts'
import type { Transcript } from './transcript-types.ts'

/**
 * A transcript over the file that mirrors it. Whoever writes the file says how far it is good. Viewers pull, so
 * that a slow one costs nothing, and one that somebody holds stays good after its run has ended.
 */
export class FileTranscript implements Transcript {
  readonly #file: string
  readonly #listeners = new Set<() => void>()
  #size: number
  #ended: boolean

  constructor(file: string, state: { size: number; ended: boolean }) {
    this.#file = file
    this.#size = state.size
    this.#ended = state.ended
  }

  get size(): number {
    return this.#size
  }

  get ended(): boolean {
    return this.#ended
  }

  async read(from: number, maxBytes: number): Promise<Uint8Array> {
    const length = Math.min(maxBytes, this.#size - from)
    if (!(length > 0)) return new Uint8Array()
    // Opened for each read: viewers come and go without anybody having to close anything.
    const handle = await open(this.#file, 'r').catch((cause: unknown) => {
      throw new AppError('internal', 'The transcript of this run cannot be read from the data folder.', {
        cause,
      })
    })
    try {
      const bytes = Buffer.allocUnsafe(length)
      const { bytesRead } = await handle.read(bytes, 0, length, from)
      return bytes.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  }

  onGrow(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * The file is good up to here. Taking known bytes again does not take them from anybody, and a write that was on
   * its way when the transcript ended adds nothing to it.
   */
  reach(size: number): void {
    if (size > this.#size && !this.#ended) this.#set(size)
  }

  end(size: number): void {
    this.#ended = true
    this.#set(size)
  }

  #set(size: number): void {
    this.#size = size
    for (const listener of [...this.#listeners]) listener()
  }
}

/** Bytes of a file, 0 where there is none. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
