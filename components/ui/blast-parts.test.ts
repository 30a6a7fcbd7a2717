import { expect, test } from 'vitest'
import type { Blast } from '../../lib/shared/blast.ts'
import { blastParts } from './blast-parts.ts'

const blast = (change: Partial<Blast>): Blast => ({
  runs: [],
  restarts: [],
  breaks: [],
  keeps: [],
  undo: '',
  ...change,
})

test('what is empty is left out, what is said twice is said once', () => {
  expect(blastParts(blast({ restarts: ['hub', 'hub'], undo: 'Run it again.' }))).toEqual([
    ['Restarts', ['hub']],
    ['Undo', ['Run it again.']],
  ])
})

test('a break that begins with nothing is not lost', () => {
  const breaks = ['Nothing on a bare server. Elsewhere it restarts.', 'nothing']
  expect(blastParts(blast({ breaks }))).toEqual([['Breaks', breaks.slice(0, 1)]])
})

test('nothing is broken only where no part breaks anything', () => {
  expect(blastParts(blast({ breaks: ['Nothing.', 'pods restart', 'nothing: it is new'] }))).toEqual([
    ['Breaks', ['pods restart']],
  ])
  expect(blastParts(blast({ breaks: ['Nothing.', 'nothing: it is new'] }))).toEqual([['Breaks', ['nothing']]])
  expect(blastParts(blast({ breaks: ['nothing: it is new'] }))).toEqual([['Breaks', ['nothing: it is new']]])
})
