import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ObjectKind, type ObjectRef, objectKinds } from '../../../shared/object-ref.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { examplePod } from '../../../testing/example-pod.ts'
import { demandOverdue, demandTyped, guardOf, OVERDUE_MS } from './guard.ts'
import type { Target } from './read-facts.ts'

const refOf = (kind: ObjectKind, name: string, namespace = 'binder'): ObjectRef => ({
  kind,
  namespace: objectKinds[kind].namespaced ? namespace : null,
  name,
  uid: `${kind}-${namespace}-${name}`,
})
const factsOf = ({ uid, name }: ObjectRef) => ({ metadata: { uid, name, resourceVersion: '1' } })
const there = (kind: ObjectKind, name: string, namespace?: string): Target => {
  const object = refOf(kind, name, namespace)
  return { is: 'object', object, facts: factsOf(object) }
}
const podTarget = (name: string, more: Partial<PodRow> = {}): Extract<Target, { is: 'pod' }> => {
  const pod = examplePod(name, more)
  return { is: 'pod', object: { ...refOf('Pod', name, pod.namespace), uid: pod.uid }, pod }
}

/** Any object at all, in any state that it may be found in. */
const anyTarget = fc
  .record({
    kind: fc.constantFrom(...(Object.keys(objectKinds) as ObjectKind[])),
    name: fc.constantFrom('a', 'b', 'claim-ada', 'hub', 'binder-01'),
    namespace: fc.constantFrom('binder', 'kube-system', 'other'),
    how: fc.constantFrom('there', 'gone', 'unread'),
  })
  .map(({ kind, name, namespace, how }): Target => {
    if (how !== 'there')
      return { is: 'gone', object: refOf(kind, name, namespace), replaced: how === 'unread' }
    return kind === 'Pod' ? podTarget(name, { namespace }) : there(kind, name, namespace)
  })
const hubClaim = fc
  .tuple(fc.constantFrom('binder', 'other', 'kube-system'), fc.boolean())
  .map(([namespace, isThere]): Target => {
    const target = there('PersistentVolumeClaim', 'hub-db-dir', namespace)
    return isThere ? target : { is: 'gone', object: target.object, replaced: false }
  })

describe('the database of the hub', () => {
  it('goes with nothing else, whatever else is chosen and wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.array(anyTarget, { minLength: 1, maxLength: 6 }),
        hubClaim,
        fc.nat(),
        (others, claim, at) => {
          const chosen = others.toSpliced(at % (others.length + 1), 0, claim)
          expect(() => guardOf(chosen, [])).toThrow(/never part of a bulk delete|goes alone/)
        },
      ),
    )
  })

  it('goes alone only with its name typed, and not with anything like it', () => {
    fc.assert(
      fc.property(
        hubClaim,
        fc.oneof(fc.string(), fc.constantFrom('hub-db-di', 'HUB-DB-DIR', 'hub-db-dir2', '1 claim')),
        (claim, typed) => {
          const guard = guardOf([claim], [])
          expect(guard?.word).toBe('hub-db-dir')
          if (typed.trim() === 'hub-db-dir') return
          expect(() => demandTyped(guard, typed)).toThrow('Type hub-db-dir to go on.')
        },
      ),
    )
    expect(() =>
      demandTyped(guardOf([there('PersistentVolumeClaim', 'hub-db-dir')], []), 'hub-db-dir'),
    ).not.toThrow()
  })

  it('is known by the hub that uses it too, whatever it is called', () => {
    const hub = examplePod('hub-1', { labels: { component: 'hub' }, claims: ['hubs-disk'] })
    const claim = there('PersistentVolumeClaim', 'hubs-disk')
    expect(() => guardOf([claim, podTarget('a')], [hub])).toThrow('hubs-disk is never part of a bulk delete')
    expect(guardOf([claim], [hub])?.why).toContain('forgets all people')
    expect(() =>
      guardOf([there('PersistentVolumeClaim', 'hubs-disk', 'other'), podTarget('a')], [hub]),
    ).not.toThrow()
  })
})

it('nodes, namespaces and volumes go one at a time, with their name typed', () => {
  const alone = fc
    .tuple(fc.constantFrom<ObjectKind>('Node', 'Namespace', 'PersistentVolume'), fc.constantFrom('x', 'y'))
    .map(([kind, name]) => there(kind, name))
  fc.assert(
    fc.property(alone, fc.array(anyTarget, { minLength: 1, maxLength: 4 }), (target, others) => {
      expect(guardOf([target], [])).toMatchObject({ word: target.object.name })
      expect(() => guardOf([...others, target], [])).toThrow(/goes alone|never part/)
    }),
  )
})

it('whatever holds data, or that nobody makes again, is typed', () => {
  fc.assert(
    fc.property(fc.array(anyTarget, { minLength: 1, maxLength: 5 }), (targets) => {
      const kinds = targets.map(({ object }) => object.kind)
      const harmless = new Set(['Pod', 'Event', 'Job', 'ReplicaSet'])
      let guard: ReturnType<typeof guardOf>
      try {
        guard = guardOf(targets, [])
      } catch {
        return
      }
      if (kinds.some((kind) => !harmless.has(kind))) {
        expect(guard).not.toBeNull()
        expect(() => demandTyped(guard, '')).toThrow()
      }
    }),
  )
})

it.each([
  ['a pod of a person', [podTarget('jupyter-a', { labels: { component: 'singleuser-server' } })], null],
  ['pods', [podTarget('a'), podTarget('b')], null],
  ['a pod of the system', [podTarget('coredns-x', { namespace: 'kube-system' })], 'coredns-x'],
  [
    'one of the system that has ended',
    [podTarget('old', { namespace: 'kube-system', phase: 'Failed' })],
    null,
  ],
  ['some of the system', [podTarget('a'), podTarget('b', { namespace: 'kube-system' })], '2 pods'],
  ['claims', [there('PersistentVolumeClaim', 'a'), there('PersistentVolumeClaim', 'b')], '2 claims'],
  ['a claim', [there('PersistentVolumeClaim', 'claim-ada')], 'claim-ada'],
  ['a mix', [there('Deployment', 'hub'), podTarget('b')], '2 objects'],
])('%s', (_what, targets, word) => {
  expect(guardOf(targets, [])?.word ?? null).toBe(word)
})

describe('force', () => {
  const now = 1_000_000
  it.each([
    ['a pod that nobody deletes', podTarget('p'), 'is not being deleted'],
    [
      'a pod in its time',
      podTarget('p', { deletingAt: now - OVERDUE_MS + 1_000 }),
      'still has time to end well',
    ],
    ['a claim', there('PersistentVolumeClaim', 'c'), 'Only pods'],
  ])('is not for %s', (_what, target, words) => {
    expect(() => demandOverdue([podTarget('stuck', { deletingAt: 1 }), target], now)).toThrow(words)
  })

  it('is for pods that should have ended a minute ago', () => {
    expect(() => demandOverdue([podTarget('p', { deletingAt: now - OVERDUE_MS })], now)).not.toThrow()
  })
})
