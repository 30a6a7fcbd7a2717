import { Terminal } from '@xterm/xterm'
import { expect, test } from 'vitest'
import { findLine } from './telling-line.ts'
import { transcriptOptions } from './terminal-options.ts'

async function screen(text: string, cols = 40) {
  const terminal = new Terminal({ ...transcriptOptions, cols, rows: 6 })
  await new Promise<void>((done) => terminal.write(text, done))
  return terminal.buffer.active
}
const none = () => false

test('a line is found by its number and text, colours and tabs aside', async () => {
  const buffer = await screen('one\nfatal:\tno\ntwo\n\x1b[31mfatal:\tno\x1b[0m\nthree\nfatal:\tno\n')
  expect(findLine(buffer, { number: 4, text: 'fatal:\tno' }, none)).toEqual({ row: 3, height: 1 })
})

test('lines that take several rows count once, rows of ours not at all', async () => {
  const buffer = await screen(`${'x'.repeat(25)}\n\n${'fatal '.repeat(4)}\nfatal\n`, 10)
  const ours = (row: number) => row === 3
  expect(findLine(buffer, { number: 2, text: 'fatal '.repeat(4) }, ours)).toEqual({ row: 4, height: 3 })
})

test('where the number leads elsewhere the last such line is it', async () => {
  const buffer = await screen('fatal\none\nfatal\ntwo\n')
  expect(findLine(buffer, { number: 1200, text: 'fatal' }, none)).toEqual({ row: 2, height: 1 })
})

test('a line that is not there is not found, and nothing is no line', async () => {
  const buffer = await screen('one\n\ntwo\n')
  expect(findLine(buffer, { number: 1, text: 'fatal' }, none)).toBeNull()
  expect(findLine(buffer, { number: 2, text: '' }, none)).toBeNull()
})
