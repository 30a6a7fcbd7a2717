import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlainText } from './plain-text.ts'

const plain = (...pieces: (string | Uint8Array)[]): string => {
  const text = new PlainText()
  return pieces.map((piece) => text.push(Buffer.from(piece as string))).join('') + text.end()
}

describe('plain text of a transcript', () => {
  it.each([
    ['colours', '\u001b[1;31mred\u001b[0m\n', 'red\n'],
    [
      'titles and links',
      '\u001b]0;title\u0007a\u001b]8;;https://x\u001b\\link\u001b]8;;\u001b\\\n',
      'alink\n',
    ],
    ['other sequences', '\u001b(B\u001b7\u001bPq#0\u001b\\\u001b=x\n', 'x\n'],
    ['bells and NUL', 'a\u0007b\0c\n', 'abc\n'],
    ['line ends of Windows', 'a\r\nb\r\n', 'a\nb\n'],
    ['progress that overwrites', ' 10%\r 55%\r100%\n', '100%\n'],
    ['… and is longer than what follows', 'downloading\rdone\n', 'doneloading\n'],
    ['… and is erased first', 'downloading\r\u001b[Kdone\n', 'done\n'],
    ['a whole line erased', 'abc\u001b[2Kd\n', '   d\n'],
    ['… and nothing after it', 'abc\u001b[2K\n', '\n'],
    ['… and written from its begin', 'abc\u001b[2K\rd\n', 'd\n'],
    ['… and written before where it was erased', 'abcd\u001b[2Kx\b\b\by\n', '  y x\n'],
    ['… twice, and then another line', 'abc\u001b[2Kd\u001b[2Ke\nfg\n', '    e\nfg\n'],
    ['… and its end as well', 'abc\u001b[2Kd\b\u001b[Ke\n', '   e\n'],
    ['backspaces', 'abd\b\bc\n', 'acd\n'],
    ['tabs', 'a\tb\n', 'a\tb\n'],
    ['a sequence that never was one', '\u001b[12\nb\n', '\nb\n'],
    ['… nor ever ends', `\u001b[${'1'.repeat(66)}\n`, '11\n'],
    ['a title that never ends', '\u001b]0;title\nb\n', '\nb\n'],
    ['an end without a line break', 'a\u001b[', 'a'],
  ])('resolves %s', (_, given, wanted) => {
    expect(plain(given)).toBe(wanted)
  })

  it('is the same however the bytes are cut', () => {
    const piece = fc.constantFrom(
      '\u001b',
      '[',
      ']',
      '0;1',
      'm',
      'K',
      '\u0007',
      '\\',
      '\r',
      '\n',
      '\b',
      'é',
      '😀',
      'x',
    )
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(4)), (pieces, cuts) => {
        const bytes = Buffer.from(pieces.join(''))
        const chunks: Buffer[] = []
        let at = 0
        for (const cut of cuts) {
          chunks.push(bytes.subarray(at, at + cut))
          at += cut
        }
        expect(plain(...chunks, bytes.subarray(at))).toBe(plain(bytes))
      }),
    )
  })

  it('never lets an escape or a carriage return through, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const char of plain(bytes)) expect(char >= ' ' || char === '\n' || char === '\t').toBe(true)
      }),
    )
  })

  it('holds no endless line', () => {
    const text = new PlainText()
    expect(text.push(Buffer.alloc(1_000_000, 'x')).length).toBeGreaterThan(900_000)
  })

  it('is not slowed down by erasing a long line again and again', () => {
    const text = new PlainText()
    const erase = ['\u001b[2K', '\u001b[2Kx\b', 'x\b\u001b[K', '\u001b[2Kx\b\by']
    const began = performance.now()
    for (const piece of erase) {
      text.push(Buffer.from(`\n${'x'.repeat(65_000)}`))
      text.push(Buffer.from(piece.repeat(piece.endsWith('y') ? 500 : 20_000)))
    }
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  it('holds no endless sequence', () => {
    const text = new PlainText()
    text.push(Buffer.from('\u001b['))
    let length = 0
    for (let i = 0; i < 16; i++) length += text.push(Buffer.alloc(100_000, '1')).length
    expect(length + text.end().length).toBe(1_600_000 - 64)
  })
})
