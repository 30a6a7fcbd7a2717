import type { TypedWord } from '../../../shared/deleting-api.ts'
import { countedObjects, kindName } from '../../../shared/kind-name.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import { isSystemNamespace } from '../../../shared/pod-role.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { AppError } from '../../../shared/problem.ts'
import { HUB_CLAIM, isHubClaim } from './claim-use.ts'
import { isAlive } from './pod-owner.ts'
import type { Target } from './read-facts.ts'

/** A pod that should have ended so long ago is stuck (domain notes 4), in milliseconds. */
export const OVERDUE_MS = 60_000

/**
 * What has to be typed before these may go, whatever the page sends: null where a click will do. Throws `conflict` for
 * a selection that Bindery deletes in no case: the hub's database with anything else, a node or a namespace with others.
 */
export function guardOf(targets: readonly Target[], pods: readonly PodRow[]): TypedWord | null {
  const objects = targets.map(({ object }) => object)
  for (const object of objects) demandAlone(object, objects, pods)
  const [only] = targets
  if (targets.length === 1 && only) {
    const why = whyTyped(only, pods)
    return why === null ? null : { word: only.object.name, why }
  }
  const whys = targets.map((target) => whyTyped(target, pods)).filter((why) => why !== null)
  const [why] = whys
  return why === undefined ? null : { word: countedObjects(objects), why }
}

/** Throws `invalid_input` unless the word was typed. */
export function demandTyped(guard: TypedWord | null, typed: string): void {
  if (guard === null || typed.trim() === guard.word) return
  throw new AppError('invalid_input', `Type ${guard.word} to go on.`, { field: 'typed', hint: guard.why })
}

/**
 * Throws unless every one of them is a pod that should have ended by now: only then does force end nothing that would
 * still end well. `now`: milliseconds since the epoch by the cluster's own clock.
 */
export function demandOverdue(targets: readonly Target[], now: number): void {
  for (const target of targets) {
    if (target.is === 'gone') continue
    if (target.is !== 'pod')
      throw new AppError(
        'conflict',
        `Only pods can be deleted by force, and ${target.object.name} is a ${kindName(target.object.kind)}.`,
      )
    const { name, deletingAt } = target.pod
    if (deletingAt === null)
      throw new AppError(
        'conflict',
        `${name} is not being deleted. Force is for pods that were told to end and did not.`,
        {
          hint: 'Delete it the usual way first.',
        },
      )
    if (now < deletingAt + OVERDUE_MS)
      throw new AppError('conflict', `${name} still has time to end well.`, {
        hint: `Force can be used ${Math.ceil((deletingAt + OVERDUE_MS - now) / 1000)} s from now, if it is there then.`,
      })
  }
}

function demandAlone(object: ObjectRef, objects: readonly ObjectRef[], pods: readonly PodRow[]): void {
  if (objects.length === 1) return
  if (isHubClaim(object, pods))
    throw new AppError(
      'conflict',
      `${object.name} is never part of a bulk delete: the hub would forget everybody.`,
      {
        hint: 'Take it out of the selection. It can be deleted alone, with its name typed.',
      },
    )
  if (object.kind === 'Node' || object.kind === 'Namespace' || object.kind === 'PersistentVolume')
    throw new AppError(
      'conflict',
      `A ${kindName(object.kind)} goes alone, and not with others: ${object.name}.`,
      {
        hint: 'Choose it alone. Its name has to be typed.',
      },
    )
}

/** Why a click is not enough; null where it is. */
function whyTyped(target: Target, pods: readonly PodRow[]): string | null {
  const { object } = target
  // A claim stays one whether or not it was there when it was looked at.
  if (isHubClaim(object, pods))
    return `Without ${object.name === HUB_CLAIM ? HUB_CLAIM : `${object.name}, its database,`} the hub forgets all people and their sessions.`
  switch (object.kind) {
    case 'Pod':
      return isSystemNamespace(object.namespace) && target.is === 'pod' && isAlive(target.pod)
        ? `The cluster itself needs what runs in ${object.namespace}.`
        : null
    case 'Event':
      return null
    case 'Job':
    case 'ReplicaSet':
      return isSystemNamespace(object.namespace)
        ? `The cluster itself needs what is in ${object.namespace}.`
        : null
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
      return 'Data that is deleted with it cannot be brought back.'
    case 'Namespace':
      return 'Everything in it goes, and cannot be brought back.'
    case 'Node':
      return 'Everything that runs on it ends.'
    default:
      return 'Nothing makes it again by itself.'
  }
}
