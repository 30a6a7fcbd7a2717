const SECONDS = [1, 2, 5, 10, 30, 60]

/**
 * Milliseconds to wait before attempt number `attempt` (1 is the first after a loss). A fifth more or less, so
 * that a hundred consoles do not come back to one server in the same moment.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const seconds = SECONDS[Math.min(Math.max(attempt, 1), SECONDS.length) - 1] ?? 60
  return Math.round(seconds * 1000 * (0.8 + 0.4 * random()))
}
