import { expect, test } from 'vitest'
import { groupOfPod, type PodGroup } from './pod-group.ts'

// As the charts label them: domain notes, 2.1.
test.each<[Record<string, string>, PodGroup]>([
  [{ app: 'jupyterhub', component: 'singleuser-server', 'hub.jupyter.org/username': 'x' }, 'people'],
  [{ component: 'binderhub-build', name: 'build-x' }, 'builds'],
  [{ app: 'binder', component: 'binder', release: 'binder' }, 'binderhub'],
  [{ app: 'jupyterhub', component: 'hub' }, 'binderhub'],
  [{ app: 'jupyterhub', component: 'proxy' }, 'binderhub'],
  [{ app: 'jupyterhub', component: 'user-scheduler' }, 'binderhub'],
  [{ app: 'jupyterhub', component: 'autohttps' }, 'binderhub'],
  [{ app: 'jupyterhub', component: 'user-placeholder' }, 'binderhub'],
  [{ app: 'binder', component: 'image-builder' }, 'binderhub'],
  [{ app: 'binder', component: 'dind', name: 'binder-dind' }, 'binderhub'],
  [{ name: 'binder-image-cleaner' }, 'binderhub'],
  [{ 'k8s-app': 'calico-node' }, 'system'],
  [{ app: 'metallb', component: 'controller' }, 'system'],
  [{ app: 'mine', component: 'hub' }, 'system'],
  [{}, 'system'],
])('%o is of %s', (labels, group) => {
  expect(groupOfPod({ labels, namespace: 'binder' })).toBe(group)
})
