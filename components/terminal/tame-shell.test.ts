import { Terminal } from '@xterm/xterm'
import { expect, it, test } from 'vitest'
import { shellOptions } from './shell-options.ts'
import { tameShell } from './tame-shell.ts'

// xterm parses without a document, so these run against the real parser with the real options.
function open(mayAnswer = true) {
  const terminal = new Terminal({ ...shellOptions, cols: 40, rows: 6 })
  tameShell(terminal.parser, () => mayAnswer)
  const heard: string[] = []
  terminal.onData((data) => heard.push(data))
  terminal.onBinary((data) => heard.push(data))
  terminal.onTitleChange((title) => heard.push(`title ${title}`))
  return { terminal, heard }
}
const print = (terminal: Terminal, text: string) => new Promise<void>((done) => terminal.write(text, done))
const rowOf = (terminal: Terminal, row: number) =>
  terminal.buffer.active.getLine(row)?.translateToString(true)

it.each([
  ['title', '\x1b]0;pwned\x07\x1b]2;pwned\x1b\\'],
  ['link', '\x1b]8;;https://evil.example/\x1b\\x\x1b]8;;\x1b\\'],
  ['clipboard', '\x1b]52;c;cHduZWQ=\x07\x1b]52;c;?\x07'],
  ['colours asked for and set', '\x1b]10;?\x07\x1b]11;?\x07\x1b]4;1;?\x07\x1b]4;1;#000000\x07'],
  ['window reports', '\x1b[14t\x1b[18t\x1b[20t\x1b[21t'],
  ['settings and terminfo', '\x1bP$qm\x1b\\\x1bP+q544e\x1b\\\x1b[>q'],
])('gives no answer and does nothing about: %s', async (_, sequence) => {
  const { terminal, heard } = open()
  await print(terminal, `${sequence}after`)
  expect(heard).toEqual([])
  expect(rowOf(terminal, 0)).toContain('after')
})

const questions = ['\x1b[c', '\x1b[>c', '\x1b[5n', '\x1b[6n', '\x1b[?6n', '\x1b[4$p', '\x1b[?2004$p']

test('what programs need to know is answered in fixed words and numbers', async () => {
  const { terminal, heard } = open()
  await print(terminal, questions.join(''))
  expect(heard.length).toBeGreaterThan(4)
  // No letter of what was printed comes back.
  for (const answer of heard) expect(answer.slice(1)).toMatch(/^\[[?>]?[\d;]*(?:c|n|R|\$y)$/)
})

test('a screen that watches, and one that shows what was printed before, answers nothing', async () => {
  const { terminal, heard } = open(false)
  await print(terminal, questions.join(''))
  expect(heard).toEqual([])
})

test('programs get the other screen, bracketed paste, the mouse and the cursor', async () => {
  const { terminal } = open()
  await print(terminal, '\x1b[?1049h\x1b[?2004h\x1b[?1h\x1b[?1000h\x1b[9999;9999H@')
  expect(terminal.buffer.active.type).toBe('alternate')
  expect(terminal.modes).toMatchObject({
    bracketedPasteMode: true,
    applicationCursorKeysMode: true,
    mouseTrackingMode: 'vt200',
  })
  expect(rowOf(terminal, 5)?.at(-1)).toBe('@')
})

test('the screen cannot be frozen, and no count keeps it busy', async () => {
  const { terminal } = open()
  const began = performance.now()
  await print(terminal, `\x1b[?2026hvisible\x1b[2147483647b\x1b[2147483647L\x1b[2147483647@`)
  expect(terminal.modes.synchronizedOutputMode).toBe(false)
  expect(rowOf(terminal, 0)).toContain('visible')
  expect(performance.now() - began).toBeLessThan(1_000)
})
