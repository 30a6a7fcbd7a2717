/** What bash's printf prints. `numberOf` reads numeric arguments. */
export function printf(format: string, args: readonly string[]): string {
  let output = ''
  let rest = [...args]
  do {
    const before = rest.length
    output += once(format, () => rest.shift())
    if (before === rest.length) rest = []
  } while (rest.length > 0)
  return output
}

function once(format: string, next: () => string | undefined): string {
  return unescaped(format).replace(
    /%(%|[-+ 0#]*)(\*|\d*)(?:\.(\d+))?(\([^)]*\))?([sdiuxXcbqfge])?/g,
    (whole, flags: string, width: string, precision: string | undefined, _time, kind: string | undefined) => {
      if (flags === '%') return '%'
      if (kind === undefined) return whole
      const wide = Number(width === '*' ? next() : width) || 0
      return pad(convert(kind, next() ?? '', precision), flags, wide)
    },
  )
}

function convert(kind: string, value: string, precision: string | undefined): string {
  switch (kind) {
    case 's':
      return precision === undefined ? value : value.slice(0, Number(precision))
    case 'b':
      return unescaped(value)
    case 'c':
      return value.slice(0, 1)
    case 'q':
      return /^[A-Za-z0-9_./:@%+,=-]+$/.test(value)
        ? value
        : value === ''
          ? "''"
          : value.replace(/[^A-Za-z0-9_./:@%+,=-]/g, '\\$&')
    case 'x':
      return Math.trunc(Number(value) || 0).toString(16)
    case 'X':
      return Math.trunc(Number(value) || 0)
        .toString(16)
        .toUpperCase()
    case 'f':
      return (Number(value) || 0).toFixed(precision === undefined ? 6 : Number(precision))
    default:
      return String(Math.trunc(Number(value) || 0))
  }
}

function pad(text: string, flags: string, width: number): string {
  if (flags.includes('-')) return text.padEnd(width)
  return flags.includes('0') ? text.padStart(width, '0') : text.padStart(width)
}

const ESCAPES: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  e: '\u001b',
  a: '\u0007',
  '\\': '\\',
  "'": "'",
  '"': '"',
}

/** Backslash escapes as `printf` and `echo -e` read them. */
export function unescaped(text: string): string {
  return text.replace(
    /\\(x[0-9a-fA-F]{1,2}|0?[0-7]{1,3}|u[0-9a-fA-F]{4}|[ntrea\\'"])/g,
    (_, code: string) => {
      if (code.startsWith('x')) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
      if (code.startsWith('u')) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
      if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8))
      return ESCAPES[code] ?? code
    },
  )
}
