import { setTimeout as pause } from 'node:timers/promises'
import { AppError, type Problem } from '../../../shared/problem.ts'
import { type Asked, deleteObject, evictPod } from './delete-object.ts'
import type { Deletion } from './deletion.ts'
import { sideBySide } from './side-by-side.ts'

const AT_ONCE = 6
/** kubectl drain's own pause before it asks a budget again. */
const HELD_BACK_MS = 5_000

/**
 * Asks for every object once, several at a time and in their order. Once the connection broke, or somebody stopped it,
 * nothing more is asked for: what was not is said so, and stays.
 */
export async function askAll(deletion: Deletion): Promise<void> {
  let broken: Problem | null = null
  await sideBySide(deletion.objects(), AT_ONCE, async ({ object }) => {
    const { uid } = object
    if (deletion.row.stopped) return deletion.put(uid, { is: 'not-asked', why: 'It was stopped before.' })
    if (broken) return deletion.put(uid, { is: 'not-asked', why: broken.message })
    deletion.put(uid, { is: 'asking' })
    const { asked, note } = await ask(deletion, uid)
    if (asked.is === 'unknown') broken ??= asked.problem
    deletion.put(uid, asked.is === 'accepted' ? { is: 'ending', until: null } : asked, note)
  })
}

async function ask(deletion: Deletion, uid: string): Promise<{ asked: Asked; note: string | null }> {
  const { cluster, how, signal } = deletion
  const object = deletion.object(uid)
  switch (how.is) {
    case 'stop':
      return await how.ask(object, signal)
    case 'evict':
      return { asked: await evict(deletion, uid), note: null }
    case 'delete':
    case 'force':
      return { asked: await deleteObject(cluster, object, { force: how.is === 'force', signal }), note: null }
  }
}

/** A budget says "not now": the pod is asked for again until the deadline. All else is as with one request. */
async function evict(deletion: Deletion, uid: string): Promise<Asked> {
  const { cluster, how, signal } = deletion
  const deadline = how.is === 'evict' ? how.deadline : 0
  for (;;) {
    const asked = await evictPod(cluster, deletion.object(uid), signal)
    if (asked.is !== 'held-back') return asked
    if (deletion.row.stopped || Date.now() + HELD_BACK_MS > deadline)
      return { is: 'refused', problem: heldTooLong(asked.why) }
    deletion.put(uid, asked)
    try {
      await pause(HELD_BACK_MS, undefined, { signal })
    } catch {
      return { is: 'refused', problem: heldTooLong(asked.why) }
    }
  }
}

function heldTooLong(said: string): Problem {
  return new AppError('conflict', 'A disruption budget did not let it go in the time there was.', {
    hint: 'The budget wants as many of its pods ready as there are. Wait until others are, or delete the pod itself.',
    said,
  }).toJSON()
}
