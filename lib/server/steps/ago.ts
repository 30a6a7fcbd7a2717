/** "3 min ago", for evidence: how long a moment (in milliseconds since the epoch) is past. */
export function ago(then: number, now = Date.now()): string {
  const minutes = Math.round(Math.max(0, now - then) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 120) return `${minutes} min ago`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`
}
