import { Terminal } from '@xterm/xterm'
import { describe, expect, test } from 'vitest'
import { tameTerminal } from './tame-terminal.ts'
import { transcriptOptions } from './terminal-options.ts'

// xterm parses without a document, so these run against the real parser with the real options.
function open(options: { disableStdin?: boolean } = {}) {
  const terminal = new Terminal({ ...transcriptOptions, ...options, cols: 40, rows: 6 })
  tameTerminal(terminal.parser)
  const heard: string[] = []
  terminal.onData((data) => heard.push(`data ${JSON.stringify(data)}`))
  terminal.onBinary((data) => heard.push(`binary ${JSON.stringify(data)}`))
  terminal.onTitleChange((title) => heard.push(`title ${title}`))
  return { terminal, heard }
}

const print = (terminal: Terminal, text: string | Uint8Array) =>
  new Promise<void>((done) => terminal.write(text, done))

function lines(terminal: Terminal): string[] {
  const { active } = terminal.buffer
  const all = Array.from(
    { length: active.length },
    (_, row) => active.getLine(row)?.translateToString(true) ?? '',
  )
  while (all.at(-1) === '') all.pop()
  return all
}

describe('nothing a server prints is answered', () => {
  const questions: [string, string][] = [
    ['primary device attributes', '\x1b[c'],
    ['secondary device attributes', '\x1b[>c'],
    ['tertiary device attributes', '\x1b[=c'],
    ['status', '\x1b[5n'],
    ['cursor position', '\x1b[6n'],
    ['private cursor position', '\x1b[?6n'],
    ['ANSI mode', '\x1b[4$p'],
    ['private mode', '\x1b[?2004$p'],
    ['DECRQSS', '\x1bP$qm\x1b\\'],
    ['termcap', '\x1bP+q544e\x1b\\'],
    ['foreground colour', '\x1b]10;?\x07'],
    ['palette colour', '\x1b]4;1;?\x07'],
    ['clipboard', '\x1b]52;c;?\x07'],
    ['window title', '\x1b[21t'],
    ['window size', '\x1b[18t'],
    ['focus reports', '\x1b[?1004h'],
    ['mouse reports', '\x1b[?1003h\x1b[?1006h'],
    ['ENQ', '\x05'],
  ]

  test.each(questions)('%s', async (_name, sequence) => {
    // Even with input enabled: two locks on the door, each tried alone.
    const loose = open({ disableStdin: false })
    await print(loose.terminal, `${sequence}still here\n`)
    expect(loose.heard).toEqual([])
    expect(lines(loose.terminal)).toEqual(['still here'])
  })

  test('the options alone keep it silent too', async () => {
    const terminal = new Terminal({ ...transcriptOptions, cols: 40, rows: 6 })
    const heard: string[] = []
    terminal.onData((data) => heard.push(data))
    await print(terminal, questions.map(([, sequence]) => sequence).join(''))
    expect(heard).toEqual([])
  })
})

describe('nothing a server prints acts on the page', () => {
  test('titles are swallowed', async () => {
    const { terminal, heard } = open()
    await print(terminal, '\x1b]0;owned\x07\x1b]2;owned\x1b\\\x1b]1;owned\x07text')
    expect(heard).toEqual([])
    expect(lines(terminal)).toEqual(['text'])
  })

  test('links lose their address and keep their words', async () => {
    const { terminal } = open()
    await print(terminal, '\x1b]8;;https://example.org/steal\x07click me\x1b]8;;\x07')
    expect(lines(terminal)).toEqual(['click me'])
    // A cell of a link carries an extended attribute: underline without an SGR that asked for it.
    expect(terminal.buffer.active.getLine(0)?.getCell(0)?.isUnderline()).toBe(0)
  })

  test('modes that would take over the mouse, the paste or the screen stay off', async () => {
    const { terminal } = open()
    await print(terminal, 'kept\x1b[?1049h\x1b[?1003h\x1b[?2004h\x1b[?1h\x1b[?6h\x1b[?7l\x1b[?2026h')
    expect(terminal.buffer.active.type).toBe('normal')
    expect(terminal.modes).toMatchObject({
      mouseTrackingMode: 'none',
      bracketedPasteMode: false,
      applicationCursorKeysMode: false,
      originMode: false,
      wraparoundMode: true,
      synchronizedOutputMode: false,
    })
    expect(lines(terminal)).toEqual(['kept'])
  })
})

describe('what was printed stays on record', () => {
  test.each([
    ['clear', '\x1b[H\x1b[2J\x1b[3J'],
    ['full reset', '\x1bc'],
    ['soft reset', '\x1b[!p'],
    ['erase scrollback', '\x1b[3J'],
    ['alignment test', '\x1b#8'],
    ['alternate screen', '\x1b[?1049h\x1b[2J\x1b[?1049l'],
  ])('%s does not erase it', async (_name, sequence) => {
    const { terminal } = open()
    await print(terminal, `one\ntwo\n${sequence}\nafter`)
    expect(lines(terminal)).toEqual(expect.arrayContaining(['one', 'two', 'after']))
  })

  test.each(['\x1b[3J', '\x1b[?3J', '\x1b[?3;1J'])('%j leaves the scrollback', async (sequence) => {
    const { terminal } = open()
    await print(terminal, `${Array.from({ length: 20 }, (_, n) => `line ${n}\n`).join('')}${sequence}`)
    expect(lines(terminal)).toHaveLength(20)
  })

  test('a scroll region does not swallow lines', async () => {
    const { terminal } = open()
    await print(terminal, `\x1b[3;4r${Array.from({ length: 20 }, (_, n) => `line ${n}`).join('\n')}`)
    expect(lines(terminal)).toHaveLength(20)
  })

  test('character sets of binary files do not garble what follows', async () => {
    const { terminal } = open()
    await print(terminal, '\x1b(0\x1b)0\x0eqqq\x0f\x1b(Aqqq #')
    expect(lines(terminal)).toEqual(['qqqqqq #'])
  })
})

describe('a count of two thousand million keeps nobody busy', () => {
  const finals = Array.from({ length: 0x7f - 0x40 }, (_, at) => String.fromCharCode(0x40 + at))
  const far = '2147483647'

  test.each(['', ' ', "'", '"', '$', '!', '*'])('behind %j', async (between) => {
    const { terminal } = open()
    const began = performance.now()
    const counts = [far, `${far};${far}`, `1;${far};${far}`, `4:${far}`]
    const sequences = finals.flatMap((final) =>
      ['', '?', '>', '='].flatMap((prefix) =>
        counts.map((count) => `text\x1b[${prefix}${count}${between}${final}`),
      ),
    )
    await print(terminal, sequences.join(''))
    expect(performance.now() - began).toBeLessThan(3000)
    await print(terminal, '\nalive')
    expect(lines(terminal).at(-1)).toBe('alive')
  })

  test('smaller ones still move the cursor', async () => {
    const { terminal } = open()
    await print(terminal, 'one\ntwo\x1b[1A\x1b[999D!\x1b[999;999H.')
    expect(lines(terminal)[0]).toBe('!ne')
    expect(lines(terminal)).toHaveLength(6)
  })

  test('lines that would be scrolled or deleted stay on record', async () => {
    const { terminal } = open()
    await print(terminal, 'one\ntwo\x1b[H\x1b[2S\x1b[2M\x1b[6L\x1b[6T')
    expect(lines(terminal)).toEqual(['one', 'two'])
  })
})

describe('awkward output', () => {
  test('a character split between two frames is one character', async () => {
    const { terminal } = open()
    const bytes = new TextEncoder().encode('größe 日本 🚀')
    for (const byte of bytes) await print(terminal, Uint8Array.of(byte))
    expect(lines(terminal)).toEqual(['größe 日本 🚀'])
  })

  test('carriage returns overwrite and newlines alone begin at the left', async () => {
    const { terminal } = open()
    await print(terminal, 'progress 10 %\rprogress 90 %\nnext\r\nlast')
    expect(lines(terminal)).toEqual(['progress 90 %', 'next', 'last'])
  })

  test('a line of a million characters ends, bounded by the scrollback', async () => {
    const { terminal } = open()
    await print(terminal, `${'x'.repeat(1_000_000)}\nend`)
    expect(lines(terminal).at(-1)).toBe('end')
  })

  test('every byte value, and sequences that never end, leave the terminal working', async () => {
    const { terminal, heard } = open()
    await print(
      terminal,
      Uint8Array.from({ length: 256 }, (_, byte) => byte),
    )
    await print(terminal, `\x1b]0;${'never ends '.repeat(10_000)}`)
    await print(terminal, '\x18\nalive')
    expect(lines(terminal).at(-1)).toBe('alive')
    expect(heard).toEqual([])
  })
})
