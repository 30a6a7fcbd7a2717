import { expect, it } from 'vitest'
import { type ConfigState, configSentence } from './config-sentence.ts'

const well: ConfigState = { findings: [], changed: false, latest: 3, inUse: true, overtaken: false }
const finding = (severity: 'error' | 'warning') => ({
  rule: 'r',
  severity,
  from: 0,
  to: 1,
  message: 'm',
  fix: null,
})

it.each<[string, Partial<ConfigState>]>([
  ['Revision 3 is in use.', {}],
  ['Revision 3 is in use. One thing is worth a look.', { findings: [finding('warning')] }],
  ['Revision 3 is saved, and not in use yet.', { inUse: false }],
  ['This is how the server has it.', { latest: 0, inUse: false }],
  ['Your changes are not saved yet.', { changed: true }],
  [
    'One mistake would keep this from working.',
    { changed: true, findings: [finding('error'), finding('warning')] },
  ],
  ['2 mistakes would keep this from working.', { findings: [finding('error'), finding('error')] }],
  ['Somebody has saved revision 3 while you were typing.', { overtaken: true, changed: true }],
])('%s', (sentence, more) => {
  expect(configSentence({ ...well, ...more })).toBe(sentence)
})
