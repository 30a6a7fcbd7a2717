const SECOND = 1000
const MINUTE = 60 * SECOND

/** A duration nobody knows exactly, no finer than that: "1 s", "20 s", "2 min", "1 h 10 min". */
export function formatUsual(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / SECOND))
  if (seconds < 10) return `${seconds} s`
  if (seconds < 58) return `${Math.round(seconds / 5) * 5} s`
  const minutes = Math.max(1, Math.round(ms / MINUTE))
  if (minutes < 60) return `${minutes} min`
  const rest = Math.round((minutes % 60) / 10) * 10
  const hours = Math.floor(minutes / 60) + (rest === 60 ? 1 : 0)
  return rest === 0 || rest === 60 ? `${hours} h` : `${hours} h ${rest} min`
}
