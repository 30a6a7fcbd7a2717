import type { FromEngine, FromPage } from '../shared/frames.ts'

/** The engine's end of a WebSocket that exists only in a test: the test decides what happens, and when. */
export class FakeWebSocket {
  binaryType = ''
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  readonly sent: FromPage[] = []
  closed = false

  send(text: string): void {
    this.sent.push(JSON.parse(text) as FromPage)
  }

  close(): void {
    this.closed = true
  }

  accept(): void {
    this.onopen?.()
  }

  say(...frames: FromEngine[]): void {
    for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) })
  }

  sayRaw(data: unknown): void {
    this.onmessage?.({ data })
  }

  drop(code = 1006): void {
    this.onclose?.({ code })
  }
}
