/**
 * Text from elsewhere, safe to print: control characters (C0, C1) and what turns the direction of the text around
 * it are shown as escapes, so that no server can forge a line of ours or steer a terminal. `keep`: these stay.
 *
 * @example visible('a\rb') // 'a\\x0db'
 */
export function visible(text: string, keep = ''): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (char) => {
    if (keep.includes(char)) return char
    const code = char.charCodeAt(0)
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`
  })
}
