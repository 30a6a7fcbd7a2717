import { expect, it, test } from 'vitest'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import { revealInput } from '../../../shared/reveal-api.ts'
import { fakeClusters } from '../../../testing/fake-clusters.ts'
import { revealValue } from './reveal-value.ts'

const secret: ObjectRef = { kind: 'Secret', namespace: 'binder', name: 'hub', uid: 'u' }
const map: ObjectRef = { ...secret, kind: 'ConfigMap' }
const { signal } = new AbortController()
const base64 = (text: string) => Buffer.from(text).toString('base64')

function reveal(object: ObjectRef, key: string, answer: object | undefined) {
  const { cluster } = fakeClusters([], () => answer)
  return revealValue(cluster, { object, key }, signal)
}
const whole = (fields: object) => ({ metadata: { uid: 'u' }, ...fields })

it('reads one value of a secret, as text where it is one', async () => {
  const answer = whole({ data: { token: base64('hunter2ö'), raw: '/w==' } })
  expect(await reveal(secret, 'token', answer)).toEqual({ text: 'hunter2ö', encoding: 'text', bytes: 9 })
  expect(await reveal(secret, 'raw', answer)).toEqual({ text: '/w==', encoding: 'base64', bytes: 1 })
})

it('reads one value of a config map, plain or binary', async () => {
  const answer = whole({ data: { plain: 'a: b' }, binaryData: { packed: base64('x') } })
  expect(await reveal(map, 'plain', answer)).toMatchObject({ text: 'a: b', encoding: 'text' })
  expect(await reveal(map, 'packed', answer)).toMatchObject({ text: 'x', bytes: 1 })
})

it.each<[string, object | undefined]>([
  ['was made anew', { metadata: { uid: 'other' }, data: { token: base64('x') } }],
  ['has gone', undefined],
  ['lost the value', whole({ data: {} })],
  ['has no values', whole({ data: null })],
])('says so where it %s', async (_, answer) => {
  await expect(reveal(secret, 'token', answer)).rejects.toMatchObject({ code: 'not_found' })
})

it('has nothing of what it read in its errors', async () => {
  const error = await reveal(secret, 'token', { metadata: {}, data: { token: base64('hunter2') } }).catch(
    (thrown: unknown) => thrown,
  )
  expect(JSON.stringify(error)).not.toContain(base64('hunter2'))
  expect(error).toMatchObject({ code: 'kube_refused' })
})

test.each([
  { object: { ...secret, kind: 'Pod' }, key: 'x' },
  { object: secret, key: '../x' },
  { object: secret, key: '' },
  { object: { ...secret, namespace: null }, key: 'x' },
])('%o is refused', (input) => {
  expect(revealInput.safeParse(input).success).toBe(false)
})
