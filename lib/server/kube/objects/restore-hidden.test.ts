import { expect, it } from 'vitest'
import { hide } from './hide.ts'
import { restoreHidden } from './restore-hidden.ts'

const now = {
  kind: 'Deployment',
  metadata: { name: 'hub' },
  spec: {
    replicas: 1,
    containers: [
      {
        name: 'hub',
        env: [
          { name: 'POSTGRES_PASSWORD', value: 'ab12' },
          { name: 'MODE', value: 'fast' },
        ],
      },
      { name: 'side', env: [{ name: 'API_TOKEN', value: 'cd34' }] },
    ],
  },
}
const shown = hide(now).object
/** What a person makes of what they were shown. */
const edit = (change: (object: typeof now) => void) => {
  const edited = structuredClone(shown) as typeof now
  change(edited)
  return edited
}

it('puts back what was hidden, whatever else was changed', () => {
  expect(
    restoreHidden(
      edit((object) => (object.spec.replicas = 2)),
      now,
      shown,
    ),
  ).toEqual({
    ...now,
    spec: { ...now.spec, replicas: 2 },
  })
})

it('finds it by name where the order was changed', () => {
  const edited = edit(({ spec }) => {
    spec.containers.reverse()
    spec.containers[1]?.env.reverse()
  })
  expect(restoreHidden(edited, now, shown)).toMatchObject({
    spec: {
      containers: [
        { name: 'side', env: [{ name: 'API_TOKEN', value: 'cd34' }] },
        { name: 'hub', env: [{ name: 'MODE' }, { name: 'POSTGRES_PASSWORD', value: 'ab12' }] },
      ],
    },
  })
})

it('takes a real value in its place, and leaves out what was left out', () => {
  const edited = edit(({ spec }) => {
    spec.containers[0]!.env[0]!.value = 'new'
    spec.containers.pop()
  })
  expect(JSON.stringify(restoreHidden(edited, now, shown))).not.toMatch(/hidden|cd34|ab12/)
})

it.each<[string, (object: typeof now) => void]>([
  ['renamed', ({ spec }) => (spec.containers[0]!.env[0]!.name = 'OTHER_PASSWORD')],
  ['copied to another field', ({ spec }) => (spec.containers[0]!.env[1]!.value = 'hidden by Bindery')],
  ['of a container that there is not', ({ spec }) => (spec.containers[1]!.name = 'new')],
  ['in a new place', (object) => Object.assign(object, { data: { a: 'hidden by Bindery, 24 B' } })],
  ['under the prototype', (object) => Object.assign(object, { data: { constructor: 'hidden by Bindery' } })],
])('refuses a hidden value that was %s', (_, change) => {
  expect(() => restoreHidden(edit(change), now, shown)).toThrow('is hidden, and did not stand there')
})

it('is not led into the deep', () => {
  let deep: Record<string, unknown> = {}
  for (let level = 0; level < 10_000; level += 1) deep = { deep }
  expect(() => restoreHidden(deep, now, shown)).toThrow('nested deeper')
})
