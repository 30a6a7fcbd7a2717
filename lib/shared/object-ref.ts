/**
 * Every kind of object that pages open, describe, edit and delete, by Kubernetes' own name of the kind: what a person
 * finds on the web about it. A new one is one line here.
 */
export const objectKinds = {
  Pod: { group: '/api/v1', plural: 'pods', namespaced: true },
  Service: { group: '/api/v1', plural: 'services', namespaced: true },
  PersistentVolumeClaim: { group: '/api/v1', plural: 'persistentvolumeclaims', namespaced: true },
  PersistentVolume: { group: '/api/v1', plural: 'persistentvolumes', namespaced: false },
  Node: { group: '/api/v1', plural: 'nodes', namespaced: false },
  Namespace: { group: '/api/v1', plural: 'namespaces', namespaced: false },
  ConfigMap: { group: '/api/v1', plural: 'configmaps', namespaced: true },
  Secret: { group: '/api/v1', plural: 'secrets', namespaced: true },
  Event: { group: '/api/v1', plural: 'events', namespaced: true },
  Deployment: { group: '/apis/apps/v1', plural: 'deployments', namespaced: true },
  ReplicaSet: { group: '/apis/apps/v1', plural: 'replicasets', namespaced: true },
  DaemonSet: { group: '/apis/apps/v1', plural: 'daemonsets', namespaced: true },
  StatefulSet: { group: '/apis/apps/v1', plural: 'statefulsets', namespaced: true },
  Job: { group: '/apis/batch/v1', plural: 'jobs', namespaced: true },
  StorageClass: { group: '/apis/storage.k8s.io/v1', plural: 'storageclasses', namespaced: false },
} as const satisfies Record<string, { group: string; plural: string; namespaced: boolean }>

export type ObjectKind = keyof typeof objectKinds

/** One object of a cluster. The uid tells it from a namesake that was born after it went. */
export interface ObjectRef {
  kind: ObjectKind
  /** Null for what belongs to no namespace. */
  namespace: string | null
  name: string
  uid: string
}

/** An object as people and addresses name it: whichever bears this name now. */
export type ObjectName = Omit<ObjectRef, 'uid'>

/** True for the name of a kind that pages open, and only for that. */
export function isObjectKind(name: string): name is ObjectKind {
  return Object.hasOwn(objectKinds, name)
}

/**
 * The path of one object in the API: "/api/v1/namespaces/binder/pods/hub-7d". Every piece is escaped; a piece of a
 * kind without namespaces is left out.
 */
export function objectPath({ kind, namespace, name }: ObjectName): string {
  return `${objectsPath(kind, namespace)}/${encodeURIComponent(name)}`
}

/** The path of all objects of a kind, of one namespace or (null) of all: "/apis/apps/v1/deployments". */
export function objectsPath(kind: ObjectKind, namespace: string | null): string {
  const { group, plural, namespaced } = objectKinds[kind]
  const place = namespaced && namespace !== null ? `/namespaces/${encodeURIComponent(namespace)}` : ''
  return `${group}${place}/${plural}`
}

/** The version of the API that objects of a kind say of themselves: "v1", "apps/v1". */
export function apiVersionOf(kind: ObjectKind): string {
  return objectKinds[kind].group.replace(/^\/apis?\//, '')
}

/** "Pod/binder/hub-7d", "Node/binder-01": an object in an address. */
export function objectText({ kind, namespace, name }: ObjectName): string {
  return [kind, ...(namespace === null ? [] : [namespace]), name].join('/')
}

/** What Kubernetes takes as a name of anything; nothing that means something in a path or a selector. */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9])?$/

/** The object that a text of `objectText` names; null for every other text. */
export function readObjectText(text: string): ObjectName | null {
  const [kind = '', ...rest] = text.split('/')
  if (!isObjectKind(kind) || !rest.every((piece) => NAME.test(piece))) return null
  const [first, second] = rest
  if (first === undefined || rest.length !== (objectKinds[kind].namespaced ? 2 : 1)) return null
  return second === undefined
    ? { kind, namespace: null, name: first }
    : { kind, namespace: first, name: second }
}
