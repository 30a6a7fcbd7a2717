/** Calls back before the browser paints next; returns how to take that back. */
export function nextFrame(paint: () => void): () => void {
  const frame = requestAnimationFrame(paint)
  return () => cancelAnimationFrame(frame)
}

const HIDDEN_MS = 1_000

/**
 * The same, and in a tab that is not looked at, where nothing is painted, within a second or so: for the little that its
 * title and icon tell of.
 */
export function nextFrameOrSecond(paint: () => void): () => void {
  const cancelFrame = nextFrame(now)
  const timer = setTimeout(now, HIDDEN_MS)
  function now(): void {
    cancel()
    paint()
  }
  function cancel(): void {
    cancelFrame()
    clearTimeout(timer)
  }
  return cancel
}
