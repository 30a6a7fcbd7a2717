import { expect, test } from 'vitest'
import { metricsServer } from '../steps/metrics-server.ts'
import { endedWords } from './ended-words.ts'

test('what was seen is told as of the stop, not as of now', () => {
  const words = endedWords(metricsServer, { state: 'open', evidence: 'metrics-server is not on' })
  expect(words.stoppedInTheMiddle('step', { state: 'cancelled' })).toBe(
    'Stopped in the middle of “Use of memory and processor”. metrics-server may be starting still. Nothing else depends on it. When it was stopped, this was seen: metrics-server is not on.',
  )
  expect(words.stoppedWhenDone('step')).toMatch('When it was stopped, this was seen: ')
})

test('what could not be read then is said so', () => {
  const words = endedWords(metricsServer, { state: 'unknown', evidence: 'the API is down' })
  expect(words.stoppedWhenDone('undo')).toBe(
    'Stopped after the undo of “Use of memory and processor” was through. What was there when it was stopped could not be read: the API is down.',
  )
})
