import { StringDecoder } from 'node:string_decoder'

/** Where a program reads from. Bytes are asked for as they are needed, so that two readers can share one. */
export interface Source {
  /** At least one byte and at most `most`, or null at the end. */
  take(most?: number): Promise<Buffer | null>
}

/** Where a program writes to. Writing never waits: what is not read yet is kept. */
export interface Sink {
  write(bytes: Buffer): void
}

/** A pipe between two programs; it ends when its writing side is closed. */
export class Pipe implements Source, Sink {
  #chunks: Buffer[] = []
  #ended = false
  #wake: (() => void)[] = []

  write(bytes: Buffer): void {
    if (this.#ended || bytes.length === 0) return
    this.#chunks.push(bytes)
    this.#rouse()
  }

  end(): void {
    this.#ended = true
    this.#rouse()
  }

  async take(most = Number.POSITIVE_INFINITY): Promise<Buffer | null> {
    for (;;) {
      const [first] = this.#chunks
      if (first) {
        if (first.length <= most) this.#chunks.shift()
        else this.#chunks[0] = first.subarray(most)
        return first.length <= most ? first : first.subarray(0, most)
      }
      if (this.#ended) return null
      await new Promise<void>((resolve) => this.#wake.push(resolve))
    }
  }

  #rouse(): void {
    for (const wake of this.#wake.splice(0)) wake()
  }
}

/** A source that has all its bytes already. */
export function sourceOf(content: string | Buffer): Source {
  const pipe = new Pipe()
  pipe.write(Buffer.from(content as string))
  pipe.end()
  return pipe
}

export const nothing: Source = { take: () => Promise.resolve(null) }
export const nowhere: Sink = { write() {} }

/** Gathers what is written. */
export class Collector implements Sink {
  readonly #chunks: Buffer[] = []

  write(bytes: Buffer): void {
    this.#chunks.push(bytes)
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8')
  }
}

/** Everything up to the end. */
export async function readAll(source: Source): Promise<string> {
  const chunks: Buffer[] = []
  for (let chunk = await source.take(); chunk; chunk = await source.take()) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** `ended`: no break came any more. */
export interface Line {
  line: string
  ended: boolean
}

/** One line without its break, byte by byte so that nothing after it is taken. */
export async function readLine(source: Source, until = '\n'): Promise<Line> {
  const decoder = new StringDecoder('utf8')
  let line = ''
  for (;;) {
    const byte = await source.take(1)
    if (!byte) return { line: line + decoder.end(), ended: true }
    const char = decoder.write(byte)
    if (char === until) return { line, ended: false }
    line += char
  }
}
