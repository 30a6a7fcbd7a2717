/** How much a line matters, the higher the more. Null: it does not say. */
export type Severity = 'debug' | 'info' | 'warning' | 'error'

export const SEVERITIES: readonly Severity[] = ['debug', 'info', 'warning', 'error']

/** How far into a line its severity is looked for: it stands at the front, and lines may be long. */
const FRONT = 240

const words: Readonly<Record<string, Severity>> = {
  t: 'debug',
  d: 'debug',
  i: 'info',
  w: 'warning',
  e: 'error',
  c: 'error',
  f: 'error',
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  notice: 'info',
  information: 'info',
  warn: 'warning',
  warning: 'warning',
  err: 'error',
  error: 'error',
  critical: 'error',
  crit: 'error',
  alert: 'error',
  fatal: 'error',
  panic: 'error',
  emerg: 'error',
}

const forms: readonly RegExp[] = [
  // tornado and Jupyter: [W 2026-11-27 09:40:12.123 ServerApp] …
  /^\[([TDIWECF]) /,
  // klog: W1127 09:40:12.123456       1 main.go:7] …
  /^([IWEF])\d{4} \d\d:\d\d:\d\d/,
  // logfmt: time=… level=warn msg=…
  /(?:^|\s)(?:level|lvl|severity)=["']?([A-Za-z]+)/,
  // JSON: {"level":"warn", …}
  /["'](?:level|severity|lvl|levelname|log\.level)["']\s{0,2}:\s{0,2}["']([A-Za-z]+)/,
  // configurable-http-proxy: 08:59:31.123 [ConfigProxy] error: …
  /\[ConfigProxy\] (\w+):/,
  // Python, Java, nginx and most others: 2026-11-27 09:40:12,123 WARNING name: …, or [error] …
  /(?:^|[\s[(<|])(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|CRITICAL|FATAL|PANIC)(?=[\s\]):>|,]|$)/,
  /(?:^|\s)\[(trace|debug|info|notice|warn|warning|error|crit|critical|alert|emerg|fatal)\]/i,
  // npm, pip, git, docker: error: …, WARNING: …
  /^(?:\S{1,40}:?\s{1,4})?(warn|warning|error|fatal|panic)(?=:|\s{2,}|\[)/i,
]

/**
 * How severe a line says that it is, in any of the forms that are usual: Jupyter's, klog's, logfmt, JSON, those of
 * Python and most others. Null where it does not say.
 */
export function severityOf(text: string): Severity | null {
  const front = text.length > FRONT ? text.slice(0, FRONT) : text
  for (const form of forms) {
    const word = form.exec(front)?.[1]
    const severity = word === undefined ? undefined : words[word.toLowerCase()]
    if (severity) return severity
  }
  return front.startsWith('Traceback (most recent call last)') ||
    /^\w+(\.\w+)*(Error|Exception): /.test(front)
    ? 'error'
    : null
}

/**
 * The severity of a line that may go on from the one before, of the same container: what is set in belongs to the
 * line above it, as in a traceback.
 */
export function severityAfter(text: string, before: Severity | null): Severity | null {
  return severityOf(text) ?? (/^\s/.test(text) ? before : null)
}
