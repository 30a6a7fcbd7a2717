import { expect, it } from 'vitest'
import { ScreenModes } from './screen-modes.ts'

const after = (...parts: string[]) => {
  const modes = new ScreenModes()
  for (const part of parts) modes.take(Buffer.from(part))
  return modes
}

it('knows what an editor and a shell leave set', () => {
  const vim = after('text \x1b[31mred \x1b[?1049h\x1b[?1h\x1b=\x1b[?2004h\x1b[?25l\x1b[2;1Hmore')
  expect(vim.onOtherScreen).toBe(true)
  expect(vim.toSequence()).toBe('\x1b[?1049h\x1b[?1h\x1b[?2004h\x1b[?25l')
})

it('forgets what was set back, and says nothing of what is as new', () => {
  const done = after('\x1b[?1049h\x1b[?25l', 'abc\x1b[?25h\x1b[?1049l')
  expect(done.onOtherScreen).toBe(false)
  expect(done.toSequence()).toBe('')
  expect(after('\x1b[?1049;1000h\x1bc').toSequence()).toBe('')
})

it('reads several modes of one sequence, and sequences cut anywhere', () => {
  const whole = 'x\x1b[?1000;1006hy\x1b\x1b[?2004h\x1b[?12hz'
  const expected = '\x1b[?1000h\x1b[?1006h\x1b[?2004h'
  expect(after(whole).toSequence()).toBe(expected)
  expect(after(...whole).toSequence()).toBe(expected)
})

it('is not led astray by what is no such sequence', () => {
  expect(after(`\x1b[?${'1049;'.repeat(50)}h`, '\x1b[1049h', '\x1b[?x1049h', '[?1049h').toSequence()).toBe('')
})

it('goes its own way as a copy', () => {
  const first = after('\x1b[?20')
  const copy = first.copy()
  copy.take(Buffer.from('04h'))
  expect(copy.toSequence()).toBe('\x1b[?2004h')
  expect(first.toSequence()).toBe('')
})
