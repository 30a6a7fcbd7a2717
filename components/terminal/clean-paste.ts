/** What a person means to paste: text, tabs and line breaks. The rest could press keys, or end a bracketed paste early. */
export function cleanPaste(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .replace(/[\u2028\u2029]/g, '\n')
}

/** How many lines a text has; a line break at its end makes no line of its own. */
export function countLines(text: string): number {
  return text.replace(/\n$/, '').split('\n').length
}

/** Whether Enter is in it: in a shell that is not careful its lines run one by one as they arrive. */
export function runsLines(text: string): boolean {
  return text.includes('\n')
}
