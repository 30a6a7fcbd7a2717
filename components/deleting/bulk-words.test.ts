import { expect, it } from 'vitest'
import type { PodRow } from '../../lib/shared/pod-row.ts'
import { examplePod } from '../../lib/testing/example-pod.ts'
import { bulkWords } from './bulk-words.ts'

const session = (name: string, url: string, more: Partial<PodRow> = {}) =>
  examplePod(name, { labels: { component: 'singleuser-server' }, repository: { url, ref: 'main' }, ...more })
const part = (component: string) => examplePod(`${component}-1`, { labels: { component } })
const line = (...pods: PodRow[]) =>
  bulkWords(
    pods.map(({ uid, name, namespace }) => ({ kind: 'Pod', uid, name, namespace })),
    new Map(pods.map((pod) => [pod.uid, pod])),
  )
    .map(({ text, strong }) => (strong ? `*${text}*` : text))
    .join('')

it.each([
  [
    [session('a', 'x'), session('b', 'x'), session('c', 'y')],
    'ends *3 sessions* on 2 repos, frees *3 seats*',
  ],
  [
    [session('a', 'x'), part('binderhub-build')],
    'ends *1 session* on 1 repo, frees *1 seat*, fails *1 build*',
  ],
  [[part('hub'), part('proxy')], 'restarts the hub, disconnects everybody briefly'],
  [[session('a', 'x', { phase: 'Failed' }), session('b', 'x', { deletingAt: 1 })], ''],
  [[examplePod('other')], ''],
])('%#', (pods, words) => {
  expect(line(...pods)).toBe(words)
})
