/** A file of comma-separated values, as RFC 4180 has it, that spreadsheets read as UTF-8. */
export function csvOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map(cell).join(','))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

/**
 * What a spreadsheet takes for a formula when a text begins with it: names and messages come from whoever may write
 * to the cluster, and "=HYPERLINK(…)" must stay a text. The rule: https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[\s\p{Cc}]*[=+\-@|%＝＋－＠]|^\p{Cc}/u

function cell(value: string | number): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
