import * as z from 'zod/mini'
import { apiVersionOf, type ObjectRef, objectPath } from '../../../shared/object-ref.ts'
import { AppError } from '../../../shared/problem.ts'
import type { KubeFields } from '../../../shared/whole-object.ts'
import { refusedWith } from '../api-problems.ts'
import { askJson, changeJson } from '../ask-json.ts'
import type { Cluster } from '../cluster.ts'
import { recordOf } from './hide.ts'
import { restoreHidden } from './restore-hidden.ts'
import { shownWhole } from './whole-object.ts'

/** An object as the API has it, its secrets included: never to be given away as it is. */
export const rawObject = z.looseObject({
  metadata: z.looseObject({ uid: z.string(), name: z.string(), resourceVersion: z.string() }),
})
export type RawObject = z.infer<typeof rawObject>

/** What tables then say of who changed a field: the API keeps it. */
const MANAGER = 'fieldManager=bindery'

/** Reads the object that a person edits. Throws `conflict` where it is gone, another, or not what they began with. */
export async function readForEdit(
  cluster: Pick<Cluster, 'get'>,
  object: ObjectRef,
  resourceVersion: string,
  signal: AbortSignal,
): Promise<RawObject> {
  const now = await askJson(cluster, objectPath(object), rawObject, { signal }).catch((error) => {
    throw refusedWith(error) === 404 ? gone(object) : error
  })
  if (now.metadata.uid !== object.uid) throw gone(object)
  if (now.metadata.resourceVersion !== resourceVersion) throw changed(object)
  return now
}

/**
 * The object as a person wants it, ready to be sent. Throws `invalid_input` where it would be another object, or would
 * carry a hidden value to where it was not.
 */
export function wantedObject(object: ObjectRef, now: RawObject, edited: KubeFields): KubeFields {
  if (object.kind === 'Secret')
    throw new AppError('invalid_input', 'A secret cannot be edited here: its values are hidden.', {
      hint: 'What BinderHub keeps in secrets comes from its configuration; change it there.',
    })
  const wanted = restoreHidden(edited, now, shownWhole(object.kind, now).object)
  const metadata = recordOf(wanted.metadata)
  if (!metadata) throw mustStay('metadata', 'a map')
  demandSame('apiVersion', wanted.apiVersion, apiVersionOf(object.kind))
  demandSame('kind', wanted.kind, object.kind)
  demandSame('metadata.name', metadata.name, object.name)
  if (object.namespace !== null) demandSame('metadata.namespace', metadata.namespace, object.namespace)
  // A text without them means this object too.
  if (metadata.uid !== undefined) demandSame('metadata.uid', metadata.uid, object.uid)
  return {
    ...wanted,
    metadata: { ...metadata, uid: object.uid, resourceVersion: now.metadata.resourceVersion },
  }
}

/**
 * Puts an object in place of what is there, or (`dryRun`) lets the cluster do everything but that. Throws `conflict`
 * where it was changed meanwhile, `invalid_input` with the cluster's words where it does not take it, and what the
 * cluster throws: then it may have been done or not.
 */
export async function putObject(
  cluster: Pick<Cluster, 'change'>,
  object: ObjectRef,
  wanted: KubeFields,
  { dryRun, signal }: { dryRun: boolean; signal: AbortSignal },
): Promise<RawObject> {
  const path = `${objectPath(object)}?${MANAGER}${dryRun ? '&dryRun=All' : ''}`
  try {
    return await changeJson(cluster, path, rawObject, { method: 'PUT', body: wanted, signal })
  } catch (error) {
    const said = error instanceof AppError ? error.said : undefined
    switch (refusedWith(error)) {
      case 404:
        throw gone(object)
      case 409:
        throw changed(object, said)
      case 400:
      case 422:
        throw new AppError('invalid_input', 'The cluster does not take this.', {
          said,
          hint: 'Nothing was changed. The line below says which field it means.',
          cause: error,
        })
      case 403:
        throw new AppError('kube_refused', 'A rule of the cluster forbids this.', { said, cause: error })
      default:
        throw error
    }
  }
}

/** The call in one line, as it is sent. */
export function putCall(object: ObjectRef, resourceVersion: string): string {
  return `PUT ${objectPath(object)} (only while it is at version ${resourceVersion})`
}

function demandSame(field: string, is: unknown, should: string): void {
  if (is !== should) throw mustStay(field, should)
}

function mustStay(field: string, should: string): AppError {
  return new AppError(
    'invalid_input',
    `${field} has to stay ${should}: this edits one object, and makes no other.`,
  )
}

function gone({ name }: ObjectRef): AppError {
  return new AppError('conflict', `${name} is not there any more, or is another one of that name.`, {
    hint: 'Nothing was changed. What you typed is kept until you leave it.',
  })
}

function changed({ name }: ObjectRef, said?: string): AppError {
  return new AppError(
    'conflict',
    `${name} was changed since you began, by somebody or by Kubernetes itself.`,
    {
      hint: 'Nothing was written over. Load it as it is now, and make your change there; what you typed stays until you do.',
      said,
    },
  )
}
