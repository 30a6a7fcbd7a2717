import { describe, expect, it } from 'vitest'
import type { ReleaseRevision } from '../../lib/shared/releases-api.ts'
import { releasesSentence } from './releases-sentence.ts'
import { revisionWords } from './revision-words.ts'
import { troubleWords } from './trouble-words.ts'

const revision = (fields: Partial<ReleaseRevision>): ReleaseRevision => ({
  revision: 7,
  status: 'deployed',
  at: 0,
  chart: '1.0.0-0.dev.git.3941.h9056a226',
  said: 'Upgrade complete',
  changed: ['a.b'],
  chartBefore: '1.0.0-0.dev.git.3941.h9056a226',
  config: null,
  run: null,
  ...fields,
})
const failedRun = { id: 'r', by: 'Ada', title: 't', status: { state: 'exited', code: 1 } } as const

describe('a revision in words', () => {
  it.each([
    [{}, true, 'ok', 'Running', 'Changed a.b'],
    [{ run: failedRun }, true, 'warn', 'Running, and its run failed', 'Changed a.b'],
    [
      { status: 'superseded', changed: [] },
      false,
      'skip',
      'Replaced',
      'Put in place again by hand, nothing changed',
    ],
    [{ status: 'failed', said: 'timed out' }, false, 'fail', 'Failed', 'timed out'],
    [{ status: 'pending-upgrade' }, true, 'warn', 'Cut off', 'Changed a.b'],
    [{ said: 'Rollback to 4' }, true, 'ok', 'Running', 'Back to revision 4'],
    [{ config: { number: 3, by: 'Ada', note: 'More room' } }, true, 'ok', 'Running', 'More room'],
    [
      { chartBefore: '1.0.0-0.dev.git.3899.h4c1d2e80' },
      true,
      'ok',
      'Running',
      'Chart 3899.h4c1d2e80 to 3941.h9056a226',
    ],
    [{ changed: null, said: 'Install complete' }, true, 'ok', 'Running', 'Installed'],
  ] as const)('%j', (fields, newest, kind, word, title) => {
    expect(revisionWords(revision(fields), newest)).toMatchObject({ kind, word, title })
  })
})

describe('the first sentence', () => {
  const seen = { name: 'binder', namespace: 'binder', trouble: null }
  it('says what runs, and what a failed change left', () => {
    expect(releasesSentence({ ...seen, revisions: [revision({})] })).toBe('Revision 7 runs.')
    const failed = { is: 'failed', revision: 8, status: 'failed', said: '', goesBackTo: 7 } as const
    const revisions = [revision({ revision: 8, status: 'failed' }), revision({})]
    expect(releasesSentence({ ...seen, revisions, trouble: failed })).toBe(
      'Revision 8 failed. Revision 7 is the last one that was in use.',
    )
  })
})

describe('a release that is stuck, in words', () => {
  it('names what happened and the one way out', () => {
    const stuck = { revision: 8, status: 'pending-upgrade', said: '', goesBackTo: 7 }
    expect(troubleWords({ ...stuck, is: 'unfinished' })).toMatchObject({ act: 'Go back to revision 7…' })
    expect(troubleWords({ ...stuck, is: 'unfinished', goesBackTo: null }).act).toBe('Take it off…')
    expect(troubleWords({ ...stuck, is: 'failed', said: 'pre-upgrade hooks failed' }).why).toContain(
      'A job that',
    )
  })
})
