import { expect, it } from 'vitest'
import { examplePod } from '../testing/example-pod.ts'
import { podRole } from './pod-role.ts'

const roleOf = (labels: Record<string, string>, namespace = 'binder') =>
  podRole(examplePod('p', { labels, namespace }))

it.each([
  [{ app: 'jupyterhub', component: 'singleuser-server' }, 'session'],
  [{ component: 'binderhub-build' }, 'build'],
  [{ app: 'binder', component: 'binder' }, 'binder'],
  [{ app: 'jupyterhub', component: 'hub' }, 'hub'],
  [{ app: 'binder', component: 'image-builder' }, 'builder'],
  [{ app: 'binder', component: 'dind' }, 'builder'],
  [{ name: 'binder-image-cleaner' }, 'image-cleaner'],
  [{ app: 'jupyterhub', component: 'image-puller' }, 'puller'],
  [{ app: 'mine', component: 'hub' }, 'other'],
  [{ component: 'constructor' }, 'other'],
  [{}, 'other'],
])('%j is %s', (labels, role) => {
  expect(roleOf(labels)).toBe(role)
})

it('a pod of the system is one whatever its labels say', () => {
  expect(roleOf({ component: 'hub' }, 'kube-system')).toBe('system')
  expect(roleOf({ component: 'speaker' }, 'metallb-system')).toBe('system')
})
