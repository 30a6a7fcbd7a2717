import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

const line = (...cells: (string | number)[]) => csvOf(['head'], [cells]).split('\r\n')[1]

test('there is a head, one line a row, and the mark by which spreadsheets know UTF-8', () => {
  expect(csvOf(['Name', 'Größe'], [['hub', 1]])).toBe('\uFEFFName,Größe\r\nhub,1\r\n')
})

test('commas, quotes and line ends stay inside their cell', () => {
  const file = csvOf(['a', 'b'], [['x,y', 'says "no"\nand goes']])
  expect(file).toBe('\uFEFFa,b\r\n"x,y","says ""no""\nand goes"\r\n')
})

test('numbers are numbers, also below nothing', () => {
  expect(line(-1, 1.5, Number.NaN)).toBe('-1,1.5,')
})

test.each([
  '=HYPERLINK("http://evil","x")',
  '+1+cmd|’ /C calc’!A0',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1',
  ' =1+1',
  '＝1+1',
  '|calc',
])('%o is no formula', (text) => {
  expect(line(text)?.replace(/^"/, '')).toMatch(/^'/)
})

test('what only holds such a sign is left alone', () => {
  expect(line('hub-7d9', 'a=b', '10.0.0.1')).toBe('hub-7d9,a=b,10.0.0.1')
})
