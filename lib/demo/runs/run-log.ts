import { createHash } from 'node:crypto'
import type { Sink } from '../shell/pipe.ts'

/** The log of one run: bytes that only grow, and word to those who follow it. */
export class RunLog implements Sink {
  #chunks: Buffer[] = []
  #size = 0
  readonly #listeners = new Set<() => void>()

  constructor(content = '') {
    this.write(Buffer.from(content, 'base64'))
  }

  get size(): number {
    return this.#size
  }

  write(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#chunks.push(bytes)
    this.#size += bytes.length
    for (const listener of this.#listeners) listener()
  }

  /** Everything from a byte on. */
  from(offset: number): Buffer {
    this.#chunks = [Buffer.concat(this.#chunks)]
    return (this.#chunks[0] ?? Buffer.alloc(0)).subarray(offset)
  }

  sha256(): string {
    return createHash('sha256').update(this.from(0)).digest('hex')
  }

  /** Calls back with each growth until the function that is given back is called. */
  onGrowth(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  toJSON(): string {
    return this.from(0).toString('base64')
  }
}
