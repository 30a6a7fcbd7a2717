/** What is kept of one log in memory, in bytes. */
export const RING_BYTES = 2 * 1024 * 1024
/** Lines are never split over two blocks, so that each block begins with a line. Longer than any line is. */
const BLOCK_BYTES = 64 * 1024
const FIRST_BLOCK_BYTES = 8 * 1024

interface Block {
  from: number
  bytes: Buffer
  used: number
}

/**
 * The newest lines of a log, by the offset of their bytes since it was first read. Bounded: the oldest lines make
 * room for new ones, whoever has not read them yet.
 */
export class LogRing {
  readonly #blocks: Block[] = []
  readonly #limit: number
  #size = 0

  constructor(limit: number = RING_BYTES) {
    this.#limit = limit
  }

  /** The offset of the oldest byte that is still here: the beginning of a line. */
  get start(): number {
    return this.#blocks[0]?.from ?? this.#size
  }

  /** The offset of the next byte. */
  get size(): number {
    return this.#size
  }

  /** Takes one line, its end included: at most 64 KiB. */
  push(line: Buffer): void {
    let block = this.#blocks.at(-1)
    if (!block || block.used + line.length > block.bytes.length) {
      const room = block ? BLOCK_BYTES : FIRST_BLOCK_BYTES
      block = { from: this.#size, bytes: Buffer.allocUnsafeSlow(Math.max(room, line.length)), used: 0 }
      this.#blocks.push(block)
    }
    block.used += line.copy(block.bytes, block.used)
    this.#size += line.length
    while (this.#blocks.length > 1 && this.#size - (this.#blocks[1]?.from ?? 0) >= this.#limit)
      this.#blocks.shift()
  }

  /** Bytes from an offset on, at most `most`, at least one where there is any; a copy. The offset must be here. */
  read(offset: number, most: number): Buffer {
    const block = this.#blockAt(offset)
    if (!block) return Buffer.alloc(0)
    const at = offset - block.from
    return Buffer.from(block.bytes.subarray(at, Math.min(block.used, at + most)))
  }

  /** The beginning of a line that is at most so many bytes before the end, or as near to that as is here. */
  lineBefore(bytes: number): number {
    const wanted = this.#size - bytes
    return this.#blocks.find(({ from }) => from >= wanted)?.from ?? this.#blocks.at(-1)?.from ?? this.#size
  }

  #blockAt(offset: number): Block | null {
    let low = 0
    let high = this.#blocks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#blocks[middle]?.from ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    const block = this.#blocks[low]
    return block && offset >= block.from && offset < block.from + block.used ? block : null
  }
}
