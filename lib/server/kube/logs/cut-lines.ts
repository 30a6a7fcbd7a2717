import { MAX_LINE_BYTES } from '../../../shared/log-line.ts'

/** One line of an answer of the API, without its end. */
export interface RawLine {
  bytes: Buffer
  /** Bytes of it that were dropped because it was too long. */
  cut: number
  /** It came in pieces, so that whoever looked at chunks has not seen all of it at once. */
  pieced: boolean
}

const NEWLINE = 0x0a
/** A timestamp, a zone that is not UTC and a space. */
const PREFIX_BYTES = 40

/**
 * Cuts chunks into lines. Of a line without measure only the beginning is held, so that one of a gigabyte costs
 * nothing. What stands after the last line end is a line too, once the stream has come to its end as it should.
 */
export class LineCutter {
  readonly #most: number
  #rest: Buffer[] = []
  #held = 0
  #dropped = 0

  constructor(most: number = MAX_LINE_BYTES + PREFIX_BYTES) {
    this.#most = most
  }

  *push(chunk: Buffer): Generator<RawLine> {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      if (this.#held === 0 && this.#dropped === 0 && end - from <= this.#most)
        yield { bytes: chunk.subarray(from, end), cut: 0, pieced: false }
      else {
        this.#hold(chunk.subarray(from, end))
        yield this.#take()
      }
      from = end + 1
    }
    if (from < chunk.length) this.#hold(chunk.subarray(from))
  }

  /** The line that had no end; null where there is none. */
  end(): RawLine | null {
    return this.#held > 0 ? this.#take() : null
  }

  #hold(bytes: Buffer): void {
    const room = this.#most - this.#held
    // A copy: a view would keep the whole chunk alive.
    if (room > 0) this.#rest.push(Buffer.from(bytes.subarray(0, room)))
    this.#held += Math.min(room, bytes.length)
    this.#dropped += Math.max(0, bytes.length - room)
  }

  #take(): RawLine {
    const line = { bytes: Buffer.concat(this.#rest), cut: this.#dropped, pieced: true }
    this.#rest = []
    this.#held = this.#dropped = 0
    return line
  }
}
