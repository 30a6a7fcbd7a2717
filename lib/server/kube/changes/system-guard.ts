import type { TypedWord } from '../../../shared/deleting-api.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import { isSystemNamespace } from '../../../shared/pod-role.ts'

/** What the cluster itself needs is changed only with its name typed. */
export function systemGuard({ namespace, name }: ObjectRef): TypedWord | null {
  if (!isSystemNamespace(namespace)) return null
  return { word: name, why: `The cluster itself needs what runs in ${namespace}.` }
}
