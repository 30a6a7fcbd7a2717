import type { PodRow } from './pod-row.ts'

/** Whose a pod is: a person's session, a build, a part of BinderHub, or the cluster's own. */
export type PodGroup = 'people' | 'builds' | 'binderhub' | 'system'

/** Labels of the charts binderhub and z2jh (domain notes 2.1); older ones call the builder "dind". */
const BINDERHUB_COMPONENTS: ReadonlySet<string> = new Set([
  'binder',
  'hub',
  'proxy',
  'user-scheduler',
  'autohttps',
  'user-placeholder',
  'continuous-image-puller',
  'hook-image-puller',
  'image-puller',
  'image-builder',
  'image-cleaner',
  'dind',
])

/** Whose a pod is, by its labels and never by its name. Whatever stands where BinderHub does, and is none of these, is the system's. */
export function groupOfPod({ labels }: Pick<PodRow, 'labels'>): PodGroup {
  const { app = '', component = '', name = '' } = labels
  if (component === 'singleuser-server') return 'people'
  if (component === 'binderhub-build') return 'builds'
  if ((app === 'jupyterhub' || app === 'binder') && BINDERHUB_COMPONENTS.has(component)) return 'binderhub'
  // The image cleaner of older charts has its release's name alone.
  return name.endsWith('-image-cleaner') ? 'binderhub' : 'system'
}
