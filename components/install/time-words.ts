import type { InstallRow } from '../../lib/shared/install.ts'
import { formatUsual } from './usual.ts'

/**
 * How long the rest will take: "about 2 min left" once this server has shown how fast it is, before that what is usual
 * anywhere. Null while nothing is known.
 */
export function timeWords({ leftMs, steps }: Pick<InstallRow, 'leftMs' | 'steps'>): string | null {
  if (leftMs === null) return null
  const measured = steps.some(({ lastRun }) => lastRun !== null)
  return measured ? `about ${formatUsual(leftMs)} left` : `usually ${formatUsual(leftMs)}`
}
