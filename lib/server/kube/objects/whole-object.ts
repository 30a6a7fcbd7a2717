import { apiVersionOf, type ObjectKind, type ObjectName, objectsPath } from '../../../shared/object-ref.ts'
import type { WholeObject } from '../../../shared/whole-object.ts'
import type { KubeObject, Resource } from '../resources/resource.ts'
import { hide } from './hide.ts'

/** One object as a resource that can be followed: a list that has it, or is empty. */
export function wholeObject({ kind, namespace, name }: ObjectName): Resource<WholeObject> {
  return {
    path: objectsPath(kind, namespace),
    fieldSelector: `metadata.name=${name}`,
    project: (object) => shownWhole(kind, object),
  }
}

/** An object that was read, as pages get it. In lists, objects do not say of what kind they are. */
export function shownWhole(kind: ObjectKind, object: KubeObject): WholeObject {
  const { uid, resourceVersion } = object.metadata
  const named = { apiVersion: apiVersionOf(kind), kind }
  return { uid, resourceVersion, ...hide({ ...named, ...object, ...named }) }
}
