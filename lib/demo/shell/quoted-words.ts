/** Reads `name=value` assignments as the `sh` template writes them: plain words, or in single quotes. */
export function quotedWords(text: string): Map<string, string> {
  const values = new Map<string, string>()
  const pattern = /(?:^|\s)([a-z_]+)=((?:'[^']*'|\\'|[A-Za-z0-9_./:@%+,-])*)/g
  for (const [, name = '', value = ''] of text.matchAll(pattern))
    values.set(
      name,
      value.replace(/'([^']*)'|\\'/g, (whole, inner: string | undefined) =>
        whole === "\\'" ? "'" : (inner ?? ''),
      ),
    )
  return values
}
