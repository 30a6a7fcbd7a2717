import { expect, test } from 'vitest'
import { plainView, readView, type TableView, withView } from './table-view.ts'

const kind = {
  sort: 'status',
  columns: [{ id: 'status' }, { id: 'age' }],
  groups: { all: [{ id: 'people' }] },
}

test.each<[TableView, string]>([
  [plainView(kind), ''],
  [
    { namespace: 'binder', group: 'people', text: 'a&b c', sort: 'age', reversed: true },
    'show=people&ns=binder&q=a%26b+c&sort=age&order=reversed',
  ],
])('a view stands in the address: %o', (view, query) => {
  expect(withView(kind, new URLSearchParams(), view).toString()).toBe(query)
  expect(readView(kind, new URLSearchParams(query))).toEqual(view)
})

test.each(['sort=constructor&order=x&ns=&show=nobody', 'sort=&q=&order='])(
  'an address that says nonsense is the plain view: %s',
  (query) => {
    expect(readView(kind, new URLSearchParams(query))).toEqual(plainView(kind))
  },
)

test('what else stands in an address stays, and what is plain again leaves it', () => {
  const query = new URLSearchParams('open=Pod/a/b&q=hub&sort=age')
  expect(withView(kind, query, plainView(kind)).toString()).toBe('open=Pod%2Fa%2Fb')
})

test('a search of any length has an end', () => {
  const view = readView(kind, new URLSearchParams({ q: 'x'.repeat(100_000) }))
  expect(view.text).toHaveLength(300)
})
