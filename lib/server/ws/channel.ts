/** One logical stream inside a tab's socket, as the socket steers it. */
export interface Channel {
  /** So many more bytes may be sent. False when that is more than a channel may have. */
  grant(bytes: number): boolean
  /** Nothing is sent after this. */
  stop(): void
}
