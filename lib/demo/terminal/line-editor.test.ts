import { expect, it } from 'vitest'
import { keyReader } from './keys.ts'
import { type Edited, LineEditor } from './line-editor.ts'

/** What comes of keys pressed at a prompt. */
function type(sent: string, history: string[] = []): { edited: Edited; shown: string } {
  let shown = ''
  const editor = new LineEditor({
    prompt: '$ ',
    promptWidth: 2,
    history,
    columns: () => 20,
    write: (text) => {
      shown += text
    },
  })
  let edited: Edited = null
  for (const key of keyReader()(Buffer.from(sent))) edited ??= editor.press(key)
  return { edited, shown }
}
const line = (sent: string, history?: string[]) => {
  const { edited } = type(sent, history)
  return edited?.is === 'line' ? edited.line : edited
}

it.each([
  ['what is typed', 'ls -l\r', 'ls -l'],
  ['characters of several bytes', 'é漢🧵\r', 'é漢🧵'],
  ['backspace', 'lx\x7fs\r', 'ls'],
  ['arrows and delete', 'lxs\x1b[D\x1b[D\x1b[3~\r', 'ls'],
  ['home and end', 's\x01l\x05 -l\r', 'ls -l'],
  ['application keys', 's\x1bOHl\r', 'ls'],
  ['cutting', 'old words\x15new bad words\x17\x17line\r', 'new line'],
  ['the rest', 'ls -l\x01\x06\x06\x0b\r', 'ls'],
  ['a paste with lines', '\x1b[200~a\r\nb\x1b[201~\r', 'a\n\nb'],
  ['nothing else that a terminal sends', '\x1b[1;5Cls\x1b[24;80R\x1b[?1;2c\r', 'ls'],
])('takes %s', (_, sent, expected) => {
  expect(line(sent)).toBe(expected)
})

it('goes through what was entered before, and back', () => {
  expect(line('\x1b[A\r', ['first', 'second'])).toBe('second')
  expect(line('\x1b[A\x1b[A\x1b[A\r', ['first', 'second'])).toBe('first')
  expect(line('typed\x1b[A\x1b[B!\r', ['first'])).toBe('typed!')
})

it('is left by Ctrl C, and by Ctrl D on an empty line alone', () => {
  expect(type('abc\x03').edited).toEqual({ is: 'interrupted' })
  expect(type('\x04').edited).toEqual({ is: 'ended' })
  expect(line('ab\x01\x04\r')).toBe('b')
})

it('reads sequences however they are cut', () => {
  const read = keyReader()
  const keys = [...Buffer.from('a\x1b[200~é\x1b[201~\x1b[3~')].flatMap((byte) => read(Buffer.from([byte])))
  expect(keys).toEqual([{ text: 'a' }, { text: 'é' }, { key: 'delete' }])
})

it('draws a long line over several rows', () => {
  const { shown } = type('123456789012345678901234\x1b[D')
  // From the prompt's row on, one up from the row in which the cursor was.
  expect(shown.endsWith('\r\x1b[1A\x1b[J$ 123456789012345678901234\r\x1b[5C')).toBe(true)
})
