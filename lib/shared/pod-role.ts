import type { PodRow } from './pod-row.ts'

/** What a pod is to BinderHub. `system`: of the cluster itself; `other`: nothing that Bindery knows. */
export type PodRole =
  | 'session'
  | 'build'
  | 'binder'
  | 'hub'
  | 'proxy'
  | 'autohttps'
  | 'user-scheduler'
  | 'builder'
  | 'image-cleaner'
  | 'placeholder'
  | 'puller'
  | 'system'
  | 'other'

/** Labels `component` of JupyterHub's and BinderHub's charts (domain notes 2.1); `dind` is that of older charts. */
const BY_COMPONENT: Readonly<Record<string, PodRole>> = {
  'singleuser-server': 'session',
  'binderhub-build': 'build',
  binder: 'binder',
  hub: 'hub',
  proxy: 'proxy',
  autohttps: 'autohttps',
  'user-scheduler': 'user-scheduler',
  'image-builder': 'builder',
  dind: 'builder',
  'image-cleaner': 'image-cleaner',
  'user-placeholder': 'placeholder',
  'continuous-image-puller': 'puller',
  'hook-image-puller': 'puller',
  'image-puller': 'puller',
}

/** The label `app` of the charts; some parts bear none. Other charts have components of the same names. */
const OF_BINDERHUB = new Set(['', 'jupyterhub', 'binder'])

/** Namespaces whose pods keep the cluster itself going. Those of addons are named as MicroK8s names them. */
const OF_THE_SYSTEM = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'metallb-system',
  'openebs',
  'ingress',
  'cert-manager',
  'container-registry',
  'gpu-operator-resources',
])

/** True for a namespace that belongs to the cluster itself. */
export function isSystemNamespace(namespace: string | null): boolean {
  return namespace !== null && OF_THE_SYSTEM.has(namespace)
}

/** What a pod is, by its labels, and never by its name, which is cut and escaped. */
export function podRole({ labels, namespace }: Pick<PodRow, 'labels' | 'namespace'>): PodRole {
  if (isSystemNamespace(namespace)) return 'system'
  const { app = '', component = '', name = '' } = labels
  if (OF_BINDERHUB.has(app) && Object.hasOwn(BY_COMPONENT, component))
    return BY_COMPONENT[component] ?? 'other'
  return name.endsWith('-image-cleaner') ? 'image-cleaner' : 'other'
}
