import type { ScreenSize } from '../../shared/terminal-row.ts'

/** One logical stream inside a tab's socket, as the socket steers it. */
export interface Channel {
  /** So many more bytes may be sent. False when that is more than a channel may have. */
  grant(bytes: number): boolean
  /** Bytes of the page's own; false where the channel takes none, or more than it was allowed. */
  take?(bytes: Uint8Array): boolean
  /** The page's screen has another size; absent where that means nothing. */
  resize?(size: ScreenSize): void
  /** Nothing is sent after this. */
  stop(): void
}
