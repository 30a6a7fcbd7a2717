import { type PodRole, podRole } from './pod-role.ts'
import type { PodRow } from './pod-row.ts'

/** Whose a pod is: a person's session, a build, a part of BinderHub, or the cluster's own. */
export type PodGroup = 'people' | 'builds' | 'binderhub' | 'system'

const GROUPS: Readonly<Record<PodRole, PodGroup>> = {
  session: 'people',
  build: 'builds',
  binder: 'binderhub',
  hub: 'binderhub',
  proxy: 'binderhub',
  autohttps: 'binderhub',
  'user-scheduler': 'binderhub',
  builder: 'binderhub',
  'image-cleaner': 'binderhub',
  placeholder: 'binderhub',
  puller: 'binderhub',
  system: 'system',
  // Whatever stands where BinderHub does, and is no part of it.
  other: 'system',
}

/** Whose a pod is, by what it is to BinderHub. */
export function groupOfPod(pod: Pick<PodRow, 'labels' | 'namespace'>): PodGroup {
  return GROUPS[podRole(pod)]
}
