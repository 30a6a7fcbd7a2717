/** An answer that is not JSON: streamed to the client with back-pressure. */
export class ByteAnswer {
  readonly headers: Record<string, string>
  readonly bytes: AsyncIterable<Uint8Array>

  constructor(headers: Record<string, string>, bytes: AsyncIterable<Uint8Array>) {
    this.headers = headers
    this.bytes = bytes
  }
}
