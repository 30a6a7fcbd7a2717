import { AppError } from '../../shared/problem.ts'

/** Bash text that nests in another script as it is. Only `raw` makes one. */
class RawScript {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type ShellValue = string | number | RawScript | readonly (string | number)[]

/**
 * Writes bash, quoting every value so that it arrives literally and is never run. An array becomes one word an
 * item (none, when it is empty), `raw(script)` nests a piece of script.
 *
 * The fixed text is taken as written, so that it reads like the bash it is: `\n` stays a backslash and an n;
 * only `\${` and a backslash before a backtick lose their backslash, which JavaScript demands there.
 * Throws `invalid_input` for what bash cannot carry: NUL, and text that is no valid Unicode.
 *
 * @example sh`mkdir -p -- ${folder} && printf '%s\n' ${lines} >"\${HOME}/notes"`
 */
export function sh(strings: TemplateStringsArray, ...values: ShellValue[]): string {
  let script = ''
  for (const [index, piece] of strings.raw.entries()) {
    script += piece.replace(/\\(`|\$\{)/g, '$1')
    const value = values[index]
    if (value === undefined) continue
    if (!(value instanceof RawScript)) demandOutsideQuotes(script)
    script += toWords(value)
  }
  if (script.includes('\0')) throw new AppError('invalid_input', 'A script may not contain NUL characters.')
  return script
}

/** Marks text as bash of our own making. Never for anything that a person or a server wrote. */
export function raw(script: string): RawScript {
  return new RawScript(script)
}

function toWords(value: ShellValue): string {
  if (value instanceof RawScript) return value.text
  if (typeof value === 'string' || typeof value === 'number') return quote(value)
  return value.map(quote).join(' ')
}

function quote(value: string | number): string {
  const text = String(value)
  if (text.includes('\0'))
    throw new AppError('invalid_input', 'A value for a command may not contain NUL characters.')
  // A lone surrogate has no UTF-8 form: it would silently arrive as another character.
  if (/\p{Surrogate}/u.test(text))
    throw new AppError('invalid_input', 'A value for a command is not valid Unicode text.')
  return /^[A-Za-z0-9_./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/**
 * Quotes of ours inside quotes of the script would end them: `"${x}"` is a mistake that would run the value.
 * Looks at the current line only; a string that began on an earlier line is not seen.
 */
function demandOutsideQuotes(script: string): void {
  let inside = ''
  const line = script.slice(script.lastIndexOf('\n') + 1)
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? ''
    if (char === '\\' && inside !== "'") at++
    else if (inside === char) inside = ''
    else if (inside === '' && (char === '"' || char === "'")) inside = char
  }
  if (inside)
    throw new TypeError(`sh quotes its values itself: take the ${inside} around the value away in: ${line}`)
}
