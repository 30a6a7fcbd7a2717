/** Sentences one after another, without those that are empty. */
export function sentences(...each: readonly string[]): string {
  return each.filter(Boolean).join(' ')
}
