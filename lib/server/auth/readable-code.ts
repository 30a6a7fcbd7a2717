import { randomBytes } from 'node:crypto'

// Crockford's base32: no I, L, O or U, so that nothing is misread from a screen.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Groups of random characters, 5 bits each, easy to read aloud: `7K3F-QX0M-9TBD`. */
export function readableCode(groups: number, lettersEach: number): string {
  const letters = Array.from(randomBytes(groups * lettersEach), (byte) => ALPHABET[byte % 32])
  return Array.from({ length: groups }, (_, i) =>
    letters.slice(i * lettersEach, (i + 1) * lettersEach).join(''),
  ).join('-')
}

/** The one spelling of a code as a person typed it: case, spaces and hyphens do not matter, O is 0, I and L are 1. */
export function canonicalCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}
