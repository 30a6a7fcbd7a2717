const HIDDEN = Buffer.from('hidden')

/**
 * Replaces secrets in a stream of bytes, also those that are split over chunks. Where several secrets begin at the
 * same byte the longest is taken, so that the result is the same however the stream is cut into chunks.
 */
export class Redactor {
  readonly #secrets: readonly Buffer[]
  #held: Buffer = Buffer.alloc(0)

  constructor(secrets: readonly string[]) {
    this.#secrets = [...new Set(secrets)]
      .filter((secret) => secret !== '')
      .map((secret) => Buffer.from(secret))
      .sort((a, b) => b.length - a.length)
  }

  /** What may be shown now. Bytes that could be the beginning of a secret are kept until more is known. */
  push(chunk: Uint8Array): Buffer {
    const bytes = this.#held.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#held, chunk])
    return this.#replace(bytes, this.#openFrom(bytes))
  }

  /** The rest, once nothing will follow. */
  end(): Buffer {
    const bytes = this.#held
    return this.#replace(bytes, bytes.length)
  }

  /** Replaces all secrets that begin before `open`, and keeps what comes after. */
  #replace(bytes: Buffer, open: number): Buffer {
    const parts: Buffer[] = []
    const next = this.#secrets.map((secret) => bytes.indexOf(secret))
    let border = open
    let at = 0
    for (;;) {
      let first = -1
      for (const [index, secret] of this.#secrets.entries()) {
        let place = next[index] ?? -1
        if (place >= 0 && place < at) {
          place = bytes.indexOf(secret, at)
          next[index] = place
        }
        if (place >= 0 && (first < 0 || place < (next[first] ?? 0))) first = index
      }
      const found = next[first]
      if (found === undefined || found >= border) break
      parts.push(bytes.subarray(at, found), HIDDEN)
      at = found + (this.#secrets[first]?.length ?? 0)
      // The secret may reach over the place where another one seemed to begin.
      if (at > border) border = this.#openFrom(bytes, at)
    }
    parts.push(bytes.subarray(at, border))
    this.#held = Buffer.from(bytes.subarray(border))
    return Buffer.concat(parts)
  }

  /** The first place from which the bytes, as far as they go, could become a secret. */
  #openFrom(bytes: Buffer, from = 0): number {
    const end = bytes.length
    const longest = this.#secrets[0]?.length ?? 0
    for (let at = Math.max(from, end - longest + 1); at < end; at++) {
      const rest = bytes.subarray(at, end)
      if (
        this.#secrets.some(
          (secret) => secret.length > rest.length && secret.subarray(0, rest.length).equals(rest),
        )
      )
        return at
    }
    return end
  }
}
