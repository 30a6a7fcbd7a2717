/** "1 new line", "1 340 new lines": thousands apart by a narrow space, as everywhere in the console. */
export function newLines(count: number): string {
  return count === 1 ? '1 new line' : `${count.toLocaleString('en').replaceAll(',', '\u202f')} new lines`
}
