/** Calls back before the browser paints next; returns how to take that back. */
export function nextFrame(paint: () => void): () => void {
  const frame = requestAnimationFrame(paint)
  return () => cancelAnimationFrame(frame)
}
