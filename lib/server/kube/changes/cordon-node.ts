import { fingerprintOf } from '../../../shared/blast-size.ts'
import type { GuardedBlast } from '../../../shared/deleting-api.ts'
import { AppError } from '../../../shared/problem.ts'
import { type MergePatch, patchCall } from './patch-object.ts'
import type { NodeSeen } from './read-nodes.ts'

/** Null takes the field away, as `kubectl uncordon` does. */
export function cordonPatch(cordon: boolean): MergePatch {
  return { spec: { unschedulable: cordon ? true : null } }
}

/** What cordoning a node does. Throws `conflict` for one that is cordoned already. */
export function cordonBlast({ object, cordoned, others }: NodeSeen): GuardedBlast {
  if (cordoned) throw new AppError('conflict', `${object.name} takes no new pods already.`)
  const only = others === 0
  return {
    runs: [patchCall(object, cordonPatch(true))],
    restarts: [],
    breaks: only
      ? [
          `No other node takes pods: new sessions and builds wait, and whatever ends is not made again, until ${object.name} is uncordoned.`,
        ]
      : [],
    keeps: [`everything that runs on ${object.name}`],
    undo: 'Uncordon it.',
    sentence: only
      ? 'Nobody can launch until it is uncordoned. Everything that runs goes on.'
      : `${object.name} takes no new pods. Everything that runs on it goes on.`,
    fingerprint: fingerprintOf({ launches: only ? 1 : 0 }),
    typed: null,
  }
}

/** What uncordoning a node does. Throws `conflict` for one that is not cordoned. */
export function uncordonBlast({ object, cordoned, byCleaner }: NodeSeen): GuardedBlast {
  if (!cordoned) throw new AppError('conflict', `${object.name} takes pods already.`)
  return {
    runs: [patchCall(object, cordonPatch(false))],
    restarts: [],
    breaks: byCleaner
      ? [
          'The image cleaner keeps pods away while it makes room: with new builds beside it the disk may fill up.',
        ]
      : [],
    keeps: [`everything that runs on ${object.name}`],
    undo: 'Cordon it again.',
    sentence: `${object.name} takes pods again: what waits for a place starts.`,
    fingerprint: fingerprintOf({}),
    typed: null,
  }
}
