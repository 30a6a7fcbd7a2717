import { randomBytes } from 'node:crypto'

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A new id: 20 lower-case letters and digits (100 bits), safe in paths, unit names and URLs. */
export function newId(): string {
  return Array.from(randomBytes(20), (byte) => ALPHABET[byte % 32]).join('')
}
