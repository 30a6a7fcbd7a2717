/** A text as YAML that every reader takes for the same text: in double quotes, as JSON has it. */
export function quoted(text: string): string {
  return JSON.stringify(text)
}
