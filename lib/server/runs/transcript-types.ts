/**
 * The bytes of one run, as far as they are mirrored here. They only ever grow: what stands at an offset stays,
 * across restarts of the console too.
 */
export interface Transcript {
  /** Bytes that can be read now. */
  readonly size: number
  /** True once no byte will follow. */
  readonly ended: boolean
  /**
   * Up to `maxBytes` bytes from the offset `from`; fewer only where the transcript has no more yet.
   * Rejects with an AppError when they cannot be read.
   */
  read(from: number, maxBytes: number): Promise<Uint8Array>
  /** Called after it grew and after it ended. Returns how to stop listening. */
  onGrow(listener: () => void): () => void
}
