/** The keys that a phone does not have. */
export type ShellKey = 'esc' | 'tab' | 'ctrl' | 'left' | 'up' | 'down' | 'right'

const arrows: Partial<Record<ShellKey, string>> = { up: 'A', down: 'B', right: 'C', left: 'D' }

/** What a key sends; arrows differ while a program asks for application keys. */
export function shellKey(key: Exclude<ShellKey, 'ctrl'>, applicationKeys: boolean): string {
  if (key === 'esc') return '\x1b'
  if (key === 'tab') return '\t'
  return `\x1b${applicationKeys ? 'O' : '['}${arrows[key]}`
}
