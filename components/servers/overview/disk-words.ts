import type { DiskForecast, DiskUse } from '../../../lib/shared/disk-row.ts'
import { formatAge, formatBytes, formatDay } from '../../../lib/shared/format.ts'

const DAY_MS = 86_400_000

/** "Full in 9 days", "Does not fill up", and how long it has been watched where that is all that is known. */
export function forecastWords(forecast: DiskForecast, now: number): string {
  switch (forecast.is) {
    case 'steady':
      return 'Does not fill up'
    case 'fills': {
      const days = Math.max(0, Math.round((forecast.fullAt - now) / DAY_MS))
      if (days === 0) return 'Full within a day'
      return `Full in ${days === 1 ? '1 day' : `${days} days`}`
    }
    case 'watching':
      return forecast.since === null
        ? 'Not watched yet'
        : `Watched for ${formatAge(Math.max(0, now - forecast.since))}`
  }
}

/** The same in one sentence, for those who do not see the picture. */
export function forecastSentence({ path, used, total, forecast }: DiskUse, now: number): string {
  const is = `${formatBytes(used)} of ${formatBytes(total)} on ${path} are used.`
  switch (forecast.is) {
    case 'steady':
      return `${is} It does not grow so that anybody has to think of it.`
    case 'fills':
      return `${is} It grows by ${formatBytes(forecast.bytesPerDay)} a day and is full on ${formatDay(forecast.fullAt)}.`
    case 'watching':
      return `${is} ${
        forecast.since === null
          ? 'When it is full is told after two days.'
          : `When it is full is told once it was watched for two days; that is ${formatAge(Math.max(0, now - forecast.since))} now.`
      }`
  }
}
