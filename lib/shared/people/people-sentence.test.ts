import { expect, it } from 'vitest'
import { examplePod } from '../../testing/example-pod.ts'
import { peopleSentence } from './people-sentence.ts'
import type { Session } from './session.ts'

const MINUTE = 60_000
const NOW = 1_000 * MINUTE

/** Sessions that have been idle for so many minutes, on these repositories. */
const sessions = (...idle: [number, string][]): Session[] =>
  idle.map(([minutes, url], index) => ({
    pod: examplePod(`p${index}`, { repository: { url, ref: 'main' } }),
    hub: {
      key: '',
      namespace: 'binder',
      person: '',
      server: '',
      state: 'ready',
      startedAt: 1,
      lastActivityAt: NOW - minutes * MINUTE,
    },
    memoryBytes: null,
  }))

it.each([
  [sessions(), 0, true, 'Nobody is on it.'],
  [sessions([2, 'a']), 1, true, 'One person is on it. One build is under way.'],
  [
    sessions([41, 'a'], [2, 'b'], [3, 'b']),
    2,
    true,
    '3 people are on it, on 2 repositories. One of them has been idle for more than 30 min. 2 builds are under way.',
  ],
  [
    sessions([41, 'a'], [50, 'a']),
    0,
    true,
    '2 people are on it, all on one repository. All of them have been idle for more than 30 min.',
  ],
  [
    sessions([12, 'a'], [1, 'a']),
    0,
    true,
    '2 people are on it, all on one repository. The longest idle of them has been so for 12 min.',
  ],
  [
    sessions([41, 'a'], [50, 'a']),
    0,
    false,
    '2 people are on it, all on one repository. Who of them is idle is not known.',
  ],
])('says who is on it', (who, builds, hubAnswers, says) => {
  expect(peopleSentence({ sessions: who, builds, now: NOW, hubAnswers })).toBe(says)
})
