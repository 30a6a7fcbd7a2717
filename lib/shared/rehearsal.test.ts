import { describe, expect, it } from 'vitest'
import { type Rehearsal, verdictOf } from './rehearsal.ts'

const rehearsal = (fields: Partial<Rehearsal>): Rehearsal => ({
  number: 1,
  text: '',
  chart: { running: null, target: '1.0.0' },
  at: 0,
  tookMs: 0,
  noChart: null,
  findings: [],
  bySchema: true,
  refusal: null,
  diff: { objects: [], folded: [], restarts: [] },
  work: { people: 0, builds: 0 },
  images: [],
  diskFree: 50e9,
  ...fields,
})
const restarts = [{ part: 'proxy', effect: '' } as const, { part: 'builder', effect: '' } as const]
const diff = { objects: [], folded: [], restarts }

describe('the verdict of a rehearsal', () => {
  it.each([
    ['nothing is in its way', {}, 'well', []],
    ['Helm refuses', { refusal: 'Error' }, 'refused', ['Helm refuses it. Nothing would be changed.']],
    [
      'there is no chart',
      { noChart: { damaged: false, said: '' } },
      'refused',
      ['The server cannot get this chart.'],
    ],
    [
      'people are cut off',
      { diff, work: { people: 3, builds: 0 } },
      'careful',
      ['3 people are cut off for some seconds.'],
    ],
    ['a build fails', { diff, work: { people: 0, builds: 1 } }, 'careful', ['1 build under way would fail.']],
    ['nobody is there', { diff }, 'well', []],
    [
      'who is there is not known',
      { diff, work: null },
      'careful',
      ['Who is on it could not be counted, and what begins anew may cut them off.'],
    ],
    ['who is there is not known, and nothing begins anew', { work: null }, 'well', []],
    [
      'images do not fit',
      { images: ['a'], diskFree: 2e9 },
      'careful',
      ['There are 2.0 GB left for new images.'],
    ],
    ['a full disk matters not without images', { diskFree: 2e9 }, 'well', []],
  ] as const)('%s', (_, fields, is, why) => {
    expect(verdictOf(rehearsal(fields))).toEqual({ is, why })
  })
})
