import { describe, expect, it } from 'vitest'
import { mergeValues } from '../../shared/values.ts'
import { differingPaths, readValues, unmet } from './values.ts'

describe('reading values as Helm does', () => {
  it('takes YAML 1.1: yes is true, 010 is eight, the last of two keys wins, dates and times are text', () => {
    expect(
      readValues('a: yes\nb: 010\nc: 1\nc: 2\nd: 2024-01-02\ne: 12:30:45\nf: &x {g: 1}\nh: {<<: *x}\n'),
    ).toEqual({
      a: true,
      b: 8,
      c: 2,
      d: '2024-01-02',
      e: '12:30:45',
      f: { g: 1 },
      h: { g: 1 },
    })
  })

  it('takes an empty file for no values, and refuses what is no map or no YAML', () => {
    expect(readValues('# nothing\n')).toEqual({})
    expect(() => readValues('- a\n')).toThrow('holds no keys')
    expect(() => readValues('a:\n\t- b\n')).toThrow()
  })
})

it('merges maps, replaces lists, and takes null for away', () => {
  expect(mergeValues({ a: { b: 1, c: 2 }, d: [1, 2], e: 1 }, { a: { c: 3 }, d: [4], e: null })).toEqual({
    a: { b: 1, c: 3 },
    d: [4],
  })
})

it('names where values differ, whatever the order of keys, and not for what is empty', () => {
  expect(
    differingPaths({ a: { b: 1 }, c: [{ x: 1, y: 2 }], d: {} }, { c: [{ y: 2, x: 1 }], a: { b: 2, e: 3 } }),
  ).toEqual(['a.b', 'a.e'])
})

describe('what the plan demands', () => {
  const setting = { says: [], kind: 'plan' } as const

  it('is met by the default of the chart, and by an address without its last slash', () => {
    expect(
      unmet({}, [{ ...setting, path: ['imageBuilderType'], value: 'host', absentMeans: 'host' }]),
    ).toEqual([])
    expect(
      unmet({ url: 'http://10.0.0.1' }, [{ ...setting, path: ['url'], value: 'http://10.0.0.1/' }]),
    ).toEqual([])
  })

  it('is not met by another value, or by one where there should be none', () => {
    const wanted = [
      { ...setting, path: ['a'], value: 1 },
      { ...setting, path: ['b', 'c'], value: null },
    ]
    expect(unmet({ a: 2, b: { c: 'x' } }, wanted)).toEqual(wanted)
  })

  it('says nothing of what a plan only proposes', () => {
    expect(unmet({ a: 2 }, [{ ...setting, kind: 'fresh', path: ['a'], value: 1 }])).toEqual([])
  })
})
