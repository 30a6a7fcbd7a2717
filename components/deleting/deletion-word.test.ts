import { describe, expect, it } from 'vitest'
import type { DeletionCounts, DeletionRow, DeletionState } from '../../lib/shared/deletion-row.ts'
import { deletionKind, deletionSentence, deletionWord } from './deletion-word.ts'

const problem = {
  code: 'kube_refused',
  message: 'The Kubernetes API refused with 403.',
  said: 'pods "a" is forbidden',
} as const

it.each<[DeletionState, string, string]>([
  [{ is: 'waiting' }, 'todo', 'Waits its turn'],
  [{ is: 'ending', until: 31_000 }, 'work', 'Ending, 30 s at most'],
  [{ is: 'ending', until: null }, 'work', 'Ending'],
  [{ is: 'ending', until: 500 }, 'work', 'Ending'],
  [{ is: 'kept-up', why: 'why', force: true, holders: [] }, 'warn', 'Does not end'],
  [{ is: 'gone' }, 'ok', 'Gone'],
  [{ is: 'replaced' }, 'skip', 'Already replaced, left alone'],
  [{ is: 'unknown', problem }, 'unk', 'Not known'],
  [{ is: 'there' }, 'warn', 'Still there'],
  [{ is: 'not-asked', why: 'It was stopped before.' }, 'skip', 'Not asked for'],
])('%j', (state, kind, word) => {
  expect(deletionWord(state, 1_000)).toMatchObject({ kind, word })
})

it('says what the cluster said', () => {
  expect(deletionWord({ is: 'refused', problem }, 0)).toEqual({
    kind: 'fail',
    word: 'Refused',
    more: 'The Kubernetes API refused with 403. pods "a" is forbidden',
  })
})

describe('as a whole', () => {
  const row = (counts: Partial<DeletionCounts>, more: Partial<DeletionRow> = {}) =>
    ({
      counts: { all: 3, gone: 0, ending: 0, trouble: 0, ...counts },
      endedAt: null,
      stopped: false,
      ...more,
    }) as DeletionRow
  it.each([
    [row({ gone: 1, ending: 2 }), '1 of 3 gone.', 'work'],
    [row({ gone: 3 }, { endedAt: 1 }), 'All 3 are gone.', 'ok'],
    [row({ all: 1, gone: 1 }, { endedAt: 1 }), 'It is gone.', 'ok'],
    [row({ gone: 2, trouble: 1 }, { endedAt: 1 }), '2 of 3 gone. 1 needs a look.', 'warn'],
    [row({ gone: 1, ending: 2 }, { stopped: true }), '1 of 3 gone. Nothing more is asked for.', 'work'],
  ])('%#', (given, sentence, kind) => {
    expect(deletionSentence(given)).toBe(sentence)
    expect(deletionKind(given)).toBe(kind)
  })
})
