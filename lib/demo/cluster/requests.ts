import type { Cluster } from './cluster.ts'
import { apiVersionOf, type Kind } from './kinds.ts'
import type { KubeObject } from './kube-object.ts'
import type { ObjectStore } from './object-store.ts'
import { isRecord, patched } from './patch.ts'
import { removeGracefully } from './remove-gracefully.ts'
import { fitsFields, fitsLabels } from './selectors.ts'

/** What the API refuses, as its Status object says it. */
export class ApiRefusal extends Error {
  readonly code: number
  readonly reason: string

  constructor(code: number, reason: string, message: string) {
    super(message)
    this.code = code
    this.reason = reason
  }

  toStatus(): Record<string, unknown> {
    const { code, reason, message } = this
    return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code }
  }
}

export function readObject(store: ObjectStore, kind: Kind, name: string, namespace?: string): KubeObject {
  const found = store.get(kind.kind, name, namespace)
  if (found) return found
  const group = kind.group === '' ? '' : `.${kind.group}`
  throw new ApiRefusal(404, 'NotFound', `${kind.plural}${group} "${name}" not found`)
}

/** A page of objects, as `limit` and `continue` ask for. */
export function listObjects(
  store: ObjectStore,
  kind: Kind,
  namespace: string | undefined,
  query: URLSearchParams,
): unknown {
  const limit = Number(query.get('limit') ?? 0)
  const start = Number(query.get('continue') ?? 0)
  const all = fitting(store.list(kind.kind, namespace), query)
  const page = limit > 0 ? all.slice(start, start + limit) : all.slice(start)
  const left = all.length - start - page.length
  return {
    kind: `${kind.kind}List`,
    apiVersion: apiVersionOf(kind),
    metadata: {
      resourceVersion: String(store.version),
      ...(left > 0 ? { continue: String(start + page.length), remainingItemCount: left } : {}),
    },
    items: page,
  }
}

export function fitting(objects: readonly KubeObject[], query: URLSearchParams): KubeObject[] {
  const labels = query.get('labelSelector') ?? ''
  const fields = query.get('fieldSelector') ?? ''
  return objects.filter(
    (object) =>
      (labels === '' || fitsLabels(object, labels)) && (fields === '' || fitsFields(object, fields)),
  )
}

export function createObject(
  store: ObjectStore,
  kind: Kind,
  namespace: string | undefined,
  object: KubeObject,
): KubeObject {
  const { name } = object.metadata
  if (store.get(kind.kind, name, namespace))
    throw new ApiRefusal(409, 'AlreadyExists', `${kind.plural} "${name}" already exists`)
  return store.put({
    ...object,
    kind: kind.kind,
    apiVersion: apiVersionOf(kind),
    metadata: { ...object.metadata, ...(namespace === undefined ? {} : { namespace }) },
  })
}

export function replaceObject(
  store: ObjectStore,
  kind: Kind,
  object: KubeObject,
  dryRun = false,
): KubeObject {
  const now = readObject(store, kind, object.metadata.name, object.metadata.namespace)
  const given = object.metadata.resourceVersion
  if (given !== undefined && given !== now.metadata.resourceVersion)
    throw new ApiRefusal(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${kind.plural} "${object.metadata.name}": the object has been modified; please apply your changes to the latest version and try again`,
    )
  return dryRun ? object : store.put(object)
}

export function patchObject(
  store: ObjectStore,
  kind: Kind,
  name: string,
  namespace: string | undefined,
  contentType: string,
  patch: unknown,
): KubeObject {
  const now = readObject(store, kind, name, namespace)
  const uid = isRecord(patch) && isRecord(patch.metadata) ? patch.metadata.uid : undefined
  if (uid !== undefined && uid !== now.metadata.uid)
    throw new ApiRefusal(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${kind.plural} "${name}": Precondition failed: UID in precondition: ${uid}, UID in object meta: ${now.metadata.uid}`,
    )
  return store.put(patched(now, contentType, patch))
}

export function deleteObject(
  cluster: Cluster,
  kind: Kind,
  name: string,
  namespace: string | undefined,
  { preconditions, gracePeriodSeconds }: { preconditions?: { uid?: string }; gracePeriodSeconds?: number },
): KubeObject {
  const object = readObject(cluster.store, kind, name, namespace)
  if (preconditions?.uid !== undefined && preconditions.uid !== object.metadata.uid)
    throw new ApiRefusal(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${kind.plural} "${name}": Precondition failed: UID in precondition: ${preconditions.uid}, UID in object meta: ${object.metadata.uid}`,
    )
  removeGracefully(cluster, object, { graceSeconds: gracePeriodSeconds })
  return cluster.store.get(kind.kind, name, namespace) ?? object
}
