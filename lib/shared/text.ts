import * as z from 'zod/mini'

/**
 * One line of text that a person typed: trimmed here and nowhere else, bounded, and without the control characters
 * that forms, logs and terminals would each read differently. NUL and newlines are refused, not repaired. A blank
 * one is missing.
 */
export function line(what: string, max: number, min = 1) {
  return z.string(`${what} must be text.`).check(
    // Before trimming, which would take a line break at the end away.
    z.refine((value) => !hasControl(value), `${what} may not contain line breaks or control characters.`),
    z.trim(),
    z.minLength(min, min === 1 ? `${what} is missing.` : `${what} needs at least ${min} characters.`),
    z.maxLength(max, `${what} may have at most ${max} characters.`),
  )
}

/** Control characters, line and paragraph separators, and what turns the direction of the text around it. */
const hasControl = (value: string): boolean => /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(value)

/** An identifier that Bindery made: 16 to 32 lower-case letters and digits, safe in paths and unit names. */
export const idSchema = z.string().check(z.regex(/^[a-z0-9]{16,32}$/, 'This is not an id of Bindery.'))
