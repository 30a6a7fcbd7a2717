import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { valueAt } from '../values.ts'
import { applyEdits } from './diagnostic.ts'
import { quoted } from './quoted.ts'
import { removeEntry } from './remove-entry.ts'
import { setAt } from './set-at.ts'
import { readValuesText } from './values-text.ts'

const set = (text: string, path: string, yaml: string): string | null => {
  const edit = setAt(readValuesText(text), path.split('.'), yaml)
  return edit === null ? null : applyEdits(text, [edit])
}

describe('setting one value', () => {
  it.each([
    ['an empty file', '', 'a.b', 'a:\n  b: 1\n'],
    ['what is there', 'a:\n  b: 2 # why\n  c: 3\n', 'a.b', 'a:\n  b: 1 # why\n  c: 3\n'],
    ['a key without value', 'a:\n  b: # why\n', 'a.b', 'a:\n  b: 1 # why\n'],
    ['beside others', 'a:\n    c: 3 # why\nd: 4\n', 'a.b', 'a:\n    c: 3 # why\n    b: 1\nd: 4\n'],
    ['behind a block', 'a:\n  c: |\n    x\n    y\nd: 4\n', 'a.b', 'a:\n  c: |\n    x\n    y\n  b: 1\nd: 4\n'],
    ['under an empty map', 'a: {}\n', 'a.b', 'a: \n  b: 1\n'],
    ['under nothing', 'a:\nd: 4\n', 'a.b', 'a:\n  b: 1\nd: 4\n'],
    ['two levels at once', 'a:\n  c: 3\n', 'a.x.b', 'a:\n  c: 3\n  x:\n    b: 1\n'],
    ['without a last newline', 'a:\n  c: 3', 'a.b', 'a:\n  c: 3\n  b: 1'],
    ['with CRLF', 'a:\r\n  c: 3\r\n', 'a.b', 'a:\r\n  c: 3\n  b: 1\r\n'],
  ])('%s', (_name, text, path, expected) => {
    expect(set(text, path, '1')).toBe(expected)
  })

  it('does not touch what it cannot keep as it is', () => {
    expect(set('a: {c: 3}\n', 'a.b', '1')).toBeNull()
    expect(set('a: [1]\n', 'a.b', '1')).toBeNull()
    expect(set('a: text\n', 'a.b', '1')).toBeNull()
  })

  const key = fc.stringMatching(/^[a-z][A-Za-z0-9_.-]{0,6}$/)
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
  const values = fc.letrec((tie) => ({
    map: fc.dictionary(
      key,
      fc.oneof({ weight: 3, arbitrary: leaf }, tie('map'), fc.array(leaf, { maxLength: 3 }), tie('map')),
      { maxKeys: 4, noNullPrototype: true },
    ),
  })).map

  it('gives that value, and leaves every other as it was', () => {
    fc.assert(
      fc.property(
        values,
        fc.array(key, { minLength: 1, maxLength: 3 }),
        fc.string(),
        (before, path, value) => {
          const text = stringify(before, { version: '1.1' })
          const file = readValuesText(text)
          const edit = setAt(file, path, quoted(value))
          if (edit === null) return
          const after = readValuesText(applyEdits(text, [edit]))
          expect(valueAt(after.values ?? {}, path)).toBe(value)
          const others = file.entries.filter(
            ({ path: at, node }) =>
              node !== null &&
              !path.join(' ').startsWith(at.join(' ')) &&
              !at.join(' ').startsWith(path.join(' ')),
          )
          for (const { path: at } of others)
            expect(valueAt(after.values ?? {}, at)).toEqual(valueAt(file.values ?? {}, at))
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('taking one out', () => {
  it.each([
    ['a line', 'a: 1\nb: 2\nc: 3\n', 'b', 'a: 1\nc: 3\n'],
    ['a block', 'a:\n  x: 1\n  y: 2\nc: 3\n', 'a', 'c: 3\n'],
    ['with its comment behind it', 'a: 1 # one\nb: 2\n', 'a', 'b: 2\n'],
    ['the first of a flow map', 'a: {x: 1, z: 2}\n', 'a.x', 'a: {z: 2}\n'],
    ['the last of a flow map', 'a: {x: 1, z: 2}\n', 'a.z', 'a: {x: 1}\n'],
    ['the last line', 'a: 1\nb: 2', 'b', 'a: 1\n'],
  ])('%s', (_name, text, path, expected) => {
    const file = readValuesText(text)
    const entry = file.at(path.split('.'))
    expect(entry && applyEdits(text, [removeEntry(file, entry)])).toBe(expected)
  })
})
