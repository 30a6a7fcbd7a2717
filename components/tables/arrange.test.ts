import { describe, expect, it, test } from 'vitest'
import { createArranger } from './arrange.ts'
import { byText } from './column.ts'
import type { TableKind } from './table-kind.ts'
import { plainView } from './table-view.ts'

interface Row {
  uid: string
  namespace: string
  name: string
  level: number
}

const kind: TableKind<Row> = {
  id: 'things',
  one: 'thing',
  many: 'things',
  hint: '',
  namespaced: false,
  sort: 'level',
  refOf: ({ name, uid }) => ({ kind: 'Node', namespace: null, name, uid }),
  labels: () => ({}),
  words: ({ name }) => [name],
  columns: [
    { id: 'level', label: 'Level', text: ({ level }) => String(level), compare: (a, b) => a.level - b.level },
    { id: 'name', label: 'Name', text: ({ name }) => name, compare: byText(({ name }) => name) },
  ],
}
const row = (uid: string, level: number): Row => ({ uid, namespace: '', name: uid, level })
const view = plainView(kind)
const uids = (rows: readonly object[]) => rows.map((line) => ('uid' in line ? line.uid : '')).join('')

test('what comes out does not depend on what went through before', () => {
  let seed = 7
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const used = createArranger(kind)
  let rows = Array.from({ length: 40 }, (_, index) => row(`r${index}`, random(6)))
  for (let round = 0; round < 200; round += 1) {
    rows = rows.map((one) => (random(10) === 0 ? { ...one, level: random(6) } : one))
    if (random(4) === 0) rows = [...rows.slice(1), row(`n${round}`, random(6))]
    const now = { ...view, sort: random(5) === 0 ? 'name' : 'level', reversed: random(3) === 0 }
    expect(used.arrange(rows, now).shown).toEqual(createArranger(kind).arrange(rows.toReversed(), now).shown)
  }
})

describe('rows that are leaving', () => {
  const rows = [row('a', 1), row('c', 3)]
  const leaving = new Map([['b', row('b', 2)]])

  it('are seen in their place, and counted nowhere', () => {
    const { lines, shown } = createArranger(kind).arrange(rows, view, leaving)
    expect(uids(lines)).toBe('abc')
    expect(uids(shown)).toBe('ac')
  })

  it('are not seen where the search would not show them', () => {
    const { lines } = createArranger(kind).arrange(rows, { ...view, text: 'c' }, leaving)
    expect(uids(lines)).toBe('c')
  })
})

test('an unknown column leaves rows in the order of their names', () => {
  const { shown } = createArranger(kind).arrange([row('b', 1), row('a', 2)], { ...view, sort: 'gone' })
  expect(uids(shown)).toBe('ab')
})
