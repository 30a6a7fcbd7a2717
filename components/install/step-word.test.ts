import { describe, expect, test } from 'vitest'
import type { StepCheck, StepRow } from '../../lib/shared/install.ts'
import { exampleFailure, installRow } from '../../lib/testing/install-row.ts'
import { stepAside, stepWord } from './step-word.ts'
import { formatUsual } from './usual.ts'

const now = 1_041_000
const reader = { me: 'Mara', turn: 'none' } as const
const step = (change: Partial<StepRow>): StepRow => ({ ...installRow().steps[0]!, ...change })
const there: StepCheck = { state: 'done', evidence: 'there' }
const running: StepRow['activity'] = {
  state: 'running',
  what: 'step',
  runId: 'r',
  startedAt: 1_000_000,
  waitsFor: null,
}

const cases: [string, StepRow, string, string][] = [
  ['open', step({}), 'todo Not yet', '20 s'],
  [
    'done by a run',
    step({ check: there, lastRun: { runId: 'r', endedAt: 0, tookMs: 9000 } }),
    'ok Done',
    '9 s',
  ],
  ['there before', step({ check: there }), 'ok Done', 'found done'],
  ['not needed', step({ check: { state: 'not-needed', evidence: '' } }), 'skip Not needed', 'not needed'],
  [
    'drifted',
    step({ check: { state: 'differs', evidence: '', wanted: '' } }),
    'warn Not as planned',
    'not as planned',
  ],
  [
    'broken',
    step({ check: { state: 'broken', evidence: '', fault: null } }),
    'fail Not working',
    'not working',
  ],
  ['not readable', step({ check: { state: 'unknown', evidence: '' } }), 'unk Not known', 'not known'],
  ['at work', step({ activity: running }), 'work Working', '41 s'],
  [
    'waiting',
    step({ activity: { ...running, waitsFor: { what: 'the lock', since: 1_031_000 } } }),
    'wait Waiting',
    '10 s',
  ],
  ['remedy', step({ activity: { ...running, what: 'remedy' } }), 'work Applying the remedy', '41 s'],
  ['undo', step({ activity: { ...running, what: 'undo' } }), 'work Taking it off', '41 s'],
  [
    'proving',
    step({ activity: { state: 'proving', runId: 'r', startedAt: 0 } }),
    'work Checking',
    'checking',
  ],
  [
    'failed',
    step({ activity: { state: 'failed', runId: null, at: 0, failure: exampleFailure } }),
    'fail Failed',
    'failed',
  ],
  [
    'skipped after it failed',
    step({
      skipped: { by: 'Jo', at: 0 },
      activity: { state: 'failed', runId: null, at: 0, failure: exampleFailure },
    }),
    'skip Skipped by Jo',
    'skipped by Jo',
  ],
  ['skipped by me', step({ skipped: { by: 'Mara', at: 0 } }), 'skip Skipped by you', 'skipped by you'],
  ['skipped by another', step({ skipped: { by: 'Jo', at: 0 } }), 'skip Skipped by Jo', 'skipped by Jo'],
  [
    'skipped and there all the same',
    step({ check: there, skipped: { by: 'Jo', at: 0 } }),
    'ok Done',
    'found done',
  ],
]

describe.each(cases)('a step that is %s', (_, row, word, aside) => {
  test('has its own shape and word', () => {
    const { kind, word: said } = stepWord(row, reader)
    expect(`${kind} ${said}`).toBe(word)
  })
  test('says its time or why it has none', () => expect(stepAside(row, reader, now)).toBe(aside))
})

test('only what was seen to be there looks done', () => {
  const fine = cases.filter(([, row]) => stepWord(row, reader).kind === 'ok').map(([name]) => name)
  expect(fine).toEqual(['done by a run', 'there before', 'skipped and there all the same'])
})

test.each([
  [0, '1 s'],
  [4200, '4 s'],
  [22_000, '20 s'],
  [58_400, '1 min'],
  [100_000, '2 min'],
  [3_540_000, '59 min'],
  [3_600_000, '1 h'],
  [4_300_000, '1 h 10 min'],
  [7_190_000, '2 h'],
])('%i ms usually is %s', (ms, words) => expect(formatUsual(ms)).toBe(words))

test('while its turn is to come, only what is not as planned is said of a step', () => {
  const checks: StepCheck[] = [
    { state: 'unknown', evidence: '' },
    { state: 'broken', evidence: '', fault: null },
    { state: 'differs', evidence: '', wanted: '' },
    there,
  ]
  const words = checks.map((check) => stepWord(step({ check }), { me: 'Mara', turn: 'later' }).word)
  expect(words).toEqual(['Not yet', 'Not yet', 'Not as planned', 'Done'])
})

test('a step that is tried again is not failed any more, before its run begins too', () => {
  const activity: StepRow['activity'] = { state: 'failed', runId: 'r', at: 0, failure: exampleFailure }
  expect(stepWord(step({ activity }), { me: 'Mara', turn: 'now' })).toMatchObject({
    kind: 'work',
    word: 'Starting',
  })
  expect(stepWord(step({ activity }), { me: 'Mara', turn: 'held' }).word).toBe('Waiting')
})

test('a step that a person cut off is not finished, which is no fault of it', () => {
  const broken = step({ check: { state: 'broken', evidence: '', fault: null } })
  expect(stepWord(broken, { me: 'Mara', turn: 'cut-off' })).toMatchObject({
    kind: 'warn',
    word: 'Not finished',
  })
  expect(stepWord(broken, { me: 'Mara', turn: 'none' }).word).toBe('Not working')
})

test.each<[StepRow['activity']]>([
  [running],
  [{ state: 'proving', runId: 'r', startedAt: 0 }],
  [{ state: 'idle' }],
])('nothing turns in a step that nobody can see, or that is held up: %o', (activity) => {
  const word = (turn: 'unseen' | 'held') => stepWord(step({ activity }), { me: 'Mara', turn })
  expect(word('unseen')).toEqual({ kind: 'unk', word: 'Out of sight', since: null })
  expect(word('held')).toEqual({ kind: 'wait', word: 'Waiting', since: null })
})
