import { type ObjectRef, objectPath } from '../../../shared/object-ref.ts'
import { AppError } from '../../../shared/problem.ts'
import { refusedWith } from '../api-problems.ts'
import type { Cluster } from '../cluster.ts'
import { readFacts } from '../deleting/read-facts.ts'
import { firstText, SHORT_BYTES } from '../first-text.ts'

/** What tables then say of who changed a field: the API keeps it. */
const MANAGER = 'fieldManager=bindery'

/**
 * Merges a patch into one object, if it still is the one that was meant. Throws `conflict` where it is gone or another
 * has its name, and what the cluster throws: then it may have been done or not.
 */
export async function patchObject(
  cluster: Pick<Cluster, 'get' | 'change'>,
  object: ObjectRef,
  patch: MergePatch,
  signal: AbortSignal,
): Promise<void> {
  try {
    const answer = await cluster.change(`${objectPath(object)}?${MANAGER}`, {
      method: 'PATCH',
      contentType: 'application/merge-patch+json',
      body: withUid(object, patch),
      signal,
    })
    await firstText(answer, SHORT_BYTES).catch(() => null)
  } catch (error) {
    const status = refusedWith(error)
    if (status === 404) throw goneMeanwhile(object)
    if (status !== 409 && status !== 422) throw error
    const now = await readFacts(cluster, object, signal)
    if (now?.metadata.uid !== object.uid) throw goneMeanwhile(object)
    throw error
  }
}

export interface MergePatch {
  metadata?: object
  spec?: object
}

/** The call in one line, as it is sent. */
export function patchCall(object: ObjectRef, patch: MergePatch): string {
  return `PATCH ${objectPath(object)} ${JSON.stringify(withUid(object, patch))}`
}

/** The uid is a precondition: of an object with another the API changes nothing. */
function withUid({ uid }: ObjectRef, patch: MergePatch): object {
  return { ...patch, metadata: { uid, ...patch.metadata } }
}

function goneMeanwhile({ name }: ObjectRef): AppError {
  return new AppError('conflict', `${name} is not there any more, or is another one of that name.`, {
    hint: 'Nothing was changed. The table shows what there is now.',
  })
}
