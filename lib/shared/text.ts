import * as z from 'zod/mini'

/**
 * One line of text that a person typed: trimmed by nobody, bounded, and without the control characters that
 * forms, logs and terminals would each read differently. NUL and newlines are refused, not repaired.
 */
export function line(what: string, max: number, min = 1) {
  return z.string(`${what} must be text.`).check(
    z.minLength(min, min === 1 ? `${what} is missing.` : `${what} needs at least ${min} characters.`),
    z.maxLength(max, `${what} may have at most ${max} characters.`),
    z.refine((value) => !hasControl(value), `${what} may not contain line breaks or control characters.`),
  )
}

/** True for text with C0 or C1 control characters, or the Unicode line and paragraph separators. */
function hasControl(value: string): boolean {
  for (const char of value) {
    const point = char.codePointAt(0) ?? 0
    if (point < 0x20 || (point >= 0x7f && point <= 0x9f) || point === 0x2028 || point === 0x2029) return true
  }
  return false
}

/** An identifier that Bindery made: 16 to 32 lower-case letters and digits, safe in paths and unit names. */
export const idSchema = z.string().check(z.regex(/^[a-z0-9]{16,32}$/, 'This is not an id of Bindery.'))
