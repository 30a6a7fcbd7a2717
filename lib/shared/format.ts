/**
 * Numbers and times as the page says them (docs: units with a space, times of today as 09:44). Times are
 * milliseconds since the epoch and come out in the reader's time zone.
 */

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** How long something took or takes: "0.4 s", "9 s", "3 min 51 s", "1 h 04 min", "2 d 3 h", "40 d". */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return `${Math.floor(Math.max(0, ms) / 100) / 10} s`
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`
  if (ms < HOUR) return twoUnits(ms, MINUTE, 'min', SECOND, 's')
  return formatAge(ms)
}

/** How old something is, no finer than anyone needs: "12 s", "4 min", "1 h 12 min", "2 d 3 h", "40 d". */
export function formatAge(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(Math.max(0, ms) / SECOND)} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  if (ms < DAY) return twoUnits(ms, HOUR, 'h', MINUTE, 'min', 2)
  if (ms < 10 * DAY) return twoUnits(ms, DAY, 'd', HOUR, 'h')
  return `${Math.floor(ms / DAY)} d`
}

/** Sizes in powers of ten, as disks and memory are sold: "0 B", "8.2 kB", "60.9 GB", "256 GB". */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes)
  let unit = 0
  // 999.6 kB would be rounded to "1000 kB".
  while (rounded(value, unit) >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${rounded(value, unit)} ${UNITS[unit]}`
}

/** Thousandths of a core as cores: "0.42", "3.1", "12". What is used and too little to be shown is "0.01". */
export function formatCores(milli: number): string {
  if (milli <= 0) return '0'
  return String(milli >= 10_000 ? Math.round(milli / 1000) : Math.max(0.01, Math.round(milli / 10) / 100))
}

/** A moment: "09:44" on the day of `now`, "17 Nov 18:22" in its year, else "17 Nov 2025 18:22". */
export function formatTime(at: number, now: number): string {
  return withDay(at, now, clockTime(at))
}

/** The moment to the second: "09:44:07", and the day where `now` is given and is another one. */
export function formatTimeWithSeconds(at: number, now = at): string {
  return withDay(at, now, `${clockTime(at)}:${pad(new Date(at).getSeconds())}`)
}

/** A day that is no further than a year away: "2 December". */
export function formatDay(at: number): string {
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })
}

function clockTime(at: number): string {
  const date = new Date(at)
  return `${pad(date.getHours())}:${pad(date.getMinutes())}`
}

function withDay(at: number, now: number, time: string): string {
  const date = new Date(at)
  const today = new Date(now)
  if (date.toDateString() === today.toDateString()) return time
  const day = `${date.getDate()} ${MONTHS[date.getMonth()]}`
  return date.getFullYear() === today.getFullYear()
    ? `${day} ${time}`
    : `${day} ${date.getFullYear()} ${time}`
}

function twoUnits(
  ms: number,
  big: number,
  bigName: string,
  small: number,
  smallName: string,
  digits = 1,
): string {
  const rest = Math.floor((ms % big) / small)
  const whole = `${Math.floor(ms / big)} ${bigName}`
  return rest === 0 ? whole : `${whole} ${String(rest).padStart(digits, '0')} ${smallName}`
}

function rounded(value: number, unit: number): number {
  return unit > 0 && value < 100 ? Math.round(value * 10) / 10 : Math.round(value)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
