import { REPLAY_BYTES } from '../../shared/terminal-row.ts'
import { ScreenModes } from './screen-modes.ts'

const NEWLINE = 0x0a
/** So far from where the kept bytes begin a line is looked for, to begin with a whole one. */
const LINE_WITHIN = 4 * 1024

/** Where a screen begins that has nothing yet. */
export interface FreshStart {
  from: number
  /** Sets the modes that hold there. */
  modes: string
}

/** The last 512 KiB of what a terminal printed, by the offset of each byte since the shell began. */
export class Replay {
  readonly #ring: Buffer
  #end = 0
  #start = 0
  readonly #modesAtEnd = new ScreenModes()
  #modesAtStart = new ScreenModes()

  constructor(size = REPLAY_BYTES) {
    this.#ring = Buffer.alloc(size)
  }

  /** The offset of the first byte that is kept. */
  get start(): number {
    return this.#start
  }

  /** The offset of the next byte. */
  get end(): number {
    return this.#end
  }

  /** True while a program draws on the other screen, as editors do. */
  get onOtherScreen(): boolean {
    return this.#modesAtEnd.onOtherScreen
  }

  append(bytes: Uint8Array): void {
    const size = this.#ring.length
    for (let at = 0; at < bytes.length; at += size) this.#appendPart(bytes.subarray(at, at + size))
  }

  #appendPart(bytes: Uint8Array): void {
    const size = this.#ring.length
    const tooMany = this.#end + bytes.length - this.#start - size
    if (tooMany > 0) this.#drop(tooMany)
    const at = this.#end % size
    const first = bytes.subarray(0, size - at)
    this.#ring.set(first, at)
    this.#ring.set(bytes.subarray(first.length), 0)
    this.#modesAtEnd.take(bytes)
    this.#end += bytes.length
  }

  /** Goes on at a later offset: what was printed in between is lost. */
  jump(to: number): void {
    this.#start = to
    this.#end = to
    this.#modesAtStart = this.#modesAtEnd.copy()
  }

  /** A copy of at most `most` bytes from an offset on that is kept. */
  read(from: number, most: number): Buffer {
    const size = this.#ring.length
    const length = Math.max(0, Math.min(most, this.#end - from))
    const at = from % size
    const first = this.#ring.subarray(at, Math.min(size, at + length))
    return Buffer.concat([first, this.#ring.subarray(0, length - first.length)])
  }

  /** The earliest place from which the kept bytes can be shown on a new screen. */
  freshStart(): FreshStart {
    if (this.#start === 0) return { from: 0, modes: '' }
    const head = this.read(this.#start, LINE_WITHIN)
    const newline = head.indexOf(NEWLINE)
    const skipped = newline >= 0 ? newline + 1 : head.findIndex((byte) => (byte & 0xc0) !== 0x80)
    const modes = this.#modesAtStart.copy()
    modes.take(head.subarray(0, Math.max(0, skipped)))
    return { from: this.#start + Math.max(0, skipped), modes: modes.toSequence() }
  }

  #drop(count: number): void {
    this.#modesAtStart.take(this.read(this.#start, count))
    this.#start += count
  }
}
