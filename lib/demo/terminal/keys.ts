import { StringDecoder } from 'node:string_decoder'

/** What a person does at a terminal: text, or a key by name. */
export type Key = { text: string } | { key: KeyName }

export type KeyName =
  | 'enter'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'interrupt'
  | 'end-of-input'
  | 'clear-screen'
  | 'cut-line'
  | 'cut-rest'
  | 'cut-word'

const CONTROLS: Readonly<Record<string, KeyName | undefined>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x01': 'home',
  '\x02': 'left',
  '\x03': 'interrupt',
  '\x04': 'end-of-input',
  '\x05': 'end',
  '\x06': 'right',
  '\x0b': 'cut-rest',
  '\x0c': 'clear-screen',
  '\x0e': 'down',
  '\x10': 'up',
  '\x15': 'cut-line',
  '\x17': 'cut-word',
}

const SEQUENCES: Readonly<Record<string, KeyName | undefined>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  '1~': 'home',
  '3~': 'delete',
  '4~': 'end',
}

const ESC = '\x1b'
/** Behind an escape. */
const SEQUENCE = /^(?:[[O]([0-9;?]*[A-Za-z~])|[^[O])/
const PLAIN = /^[^\p{Cc}]+/u

/** Reads what a terminal sends, however it was cut. A bracketed paste is text, its line breaks included. */
export function keyReader(): (bytes: Buffer) => Key[] {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let pasting = false
  return (bytes) => {
    rest += decoder.write(bytes)
    const keys: Key[] = []
    while (rest !== '') {
      const sequence = rest.startsWith(ESC) ? SEQUENCE.exec(rest.slice(1)) : null
      // A sequence that is not whole yet, and is not too long to become one.
      if (!sequence && rest.startsWith(ESC) && rest.length < 16) break
      if (sequence) {
        rest = rest.slice(1 + sequence[0].length)
        if (sequence[1] === '200~' || sequence[1] === '201~') pasting = sequence[1] === '200~'
        const key = SEQUENCES[sequence[1] ?? '']
        if (key) keys.push({ key })
        continue
      }
      const [plain = ''] = PLAIN.exec(rest) ?? []
      const char = plain || (rest[0] ?? '')
      rest = rest.slice(char.length)
      const control = plain ? undefined : CONTROLS[char]
      if (plain) keys.push({ text: plain })
      else if (pasting && (char === '\r' || char === '\n')) keys.push({ text: '\n' })
      else if (pasting && char === '\t') keys.push({ text: '\t' })
      else if (control) keys.push({ key: control })
    }
    return keys
  }
}
