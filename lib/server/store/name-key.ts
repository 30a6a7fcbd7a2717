/**
 * What two names must differ in: names that a person would read as the same have the same key. Case, compatible
 * forms of letters (NFKC) and space around do not count.
 */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
