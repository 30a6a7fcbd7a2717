/** A JSON answer that brings headers of its own, as signing out brings Set-Cookie. */
export class JsonAnswer {
  readonly body: unknown
  readonly headers: Record<string, string>

  constructor(body: unknown, headers: Record<string, string>) {
    this.body = body
    this.headers = headers
  }
}
