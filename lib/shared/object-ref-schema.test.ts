import { expect, it } from 'vitest'
import { objectRefSchema } from './object-ref-schema.ts'

const pod = { kind: 'Pod', namespace: 'binder', name: 'hub-7d', uid: '0d1e-4f' }

it('takes an object as a page names it', () => {
  expect(objectRefSchema.parse(pod)).toEqual(pod)
  const node = { kind: 'Node', namespace: null, name: 'binder-01.example.org', uid: 'u' }
  expect(objectRefSchema.parse(node)).toEqual(node)
})

it.each([
  { ...pod, name: '..' },
  { ...pod, name: 'a/b' },
  { ...pod, name: 'a%2fb' },
  { ...pod, name: 'Hub' },
  { ...pod, name: '' },
  { ...pod, name: 'a'.repeat(254) },
  { ...pod, namespace: '..' },
  { ...pod, namespace: null },
  { ...pod, kind: 'Node' },
  { ...pod, kind: 'constructor' },
  { ...pod, uid: '' },
  { ...pod, uid: '"}' },
])('refuses %j', (ref) => {
  expect(objectRefSchema.safeParse(ref).success).toBe(false)
})
