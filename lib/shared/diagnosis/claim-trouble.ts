import type { ObjectName } from '../object-ref.ts'
import type { Diagnosis, Remedy } from './diagnosis.ts'
import { type EventFacts, eventOf } from './facts.ts'

/** Provisioners take some seconds. Milliseconds. */
const PATIENCE_MS = 15_000

/** What is read of a persistent volume claim. */
export interface ClaimFacts {
  namespace: string
  name: string
  /** "Pending", "Bound", "Lost". */
  phase: string
  /** The class it asks for; null for the default one. */
  className: string | null
  volume: string | null
  createdAt: number
  deletingAt: number | null
}

export interface ClaimCase {
  claim: ClaimFacts
  /** Its own, newest first. */
  events: readonly EventFacts[]
  /** All storage classes; null where they are not known. */
  classes: readonly { name: string; isDefault: boolean }[] | null
  /** The pods that mount it. */
  users: readonly ObjectName[]
  now: number
}

const STORAGE: readonly Remedy[] = [
  { does: 'step', step: 'storage', label: 'Open the storage step' },
  { does: 'step', step: 'storage-class', label: 'Open the step for the folder' },
]

/** What is wrong with a claim: it gets no volume, lost it, or does not go. */
export function claimTrouble(given: ClaimCase): Diagnosis | null {
  const { claim, users, now } = given
  if (claim.deletingAt !== null) return held(claim, claim.deletingAt, users)
  if (claim.phase === 'Lost')
    return {
      situation: 'claim-lost',
      kind: 'fail',
      what: 'Its volume is gone',
      why: `It was bound to ${claim.volume ?? 'a volume'} that is not there any more. What was in it may still be in its folder on the server.`,
      advice: 'Look for the folder before anything else; then delete the claim and let it be made anew.',
      evidence: null,
      at: null,
      remedies: [],
    }
  if (claim.phase !== 'Pending' || now - claim.createdAt < PATIENCE_MS) return null
  return pending(given)
}

function held({ name }: ClaimFacts, at: number, users: readonly ObjectName[]): Diagnosis {
  return {
    situation: 'claim-held',
    kind: 'wait',
    what: users.length === 0 ? 'It is being deleted' : 'It is deleted once nobody mounts it any more',
    why:
      users.length === 0
        ? 'The finalizer kubernetes.io/pvc-protection holds a claim until no pod uses it; that is looked at now and then.'
        : `Kubernetes keeps it while ${users.map((user) => user.name).join(', ')} ${users.length === 1 ? 'mounts' : 'mount'} ${name}: nothing is pulled away under a pod.`,
    advice: users.length === 0 ? 'Wait a minute.' : 'Stop the pod that holds it.',
    evidence: null,
    at,
    remedies: users.map((user) => ({ does: 'open', object: user, label: `Open ${user.name}` })),
  }
}

function pending({ claim, events, classes, users }: ClaimCase): Diagnosis | null {
  const shared = { at: claim.createdAt } as const
  const failed = eventOf({ events }, 'ProvisioningFailed', 'FailedBinding')
  const evidence = failed?.message ?? events[0]?.message ?? null
  const isMissing =
    classes !== null && claim.className !== null && !classes.some(({ name }) => name === claim.className)
  if (isMissing || /storageclass\S* "[^"]+" not found/.test(failed?.message ?? ''))
    return {
      ...shared,
      situation: 'class-missing',
      kind: 'fail',
      what: `There is no storage class ${claim.className ?? ''}`,
      why: 'The claim asks for a volume of that class, so nobody makes one. The pod that mounts it waits.',
      advice: 'Run the storage steps, or delete the claim and make it with a class that there is.',
      evidence,
      remedies: STORAGE,
    }
  const hasDefault = classes === null || classes.some(({ isDefault }) => isDefault)
  if (claim.className === null && (!hasDefault || /no storage class is set/.test(failed?.message ?? '')))
    return {
      ...shared,
      situation: 'no-default-class',
      kind: 'fail',
      what: 'Nobody makes its volume: there is no default storage class',
      why: 'The claim names no class, so it takes the default one, and no class is marked so.',
      advice:
        'Run the storage steps: they mark exactly one class as the default. The volume then comes by itself.',
      evidence,
      remedies: STORAGE,
    }
  if (events.some(({ reason }) => reason === 'WaitForFirstConsumer') && users.length === 0)
    return {
      ...shared,
      situation: 'claim-waits-for-pod',
      kind: 'wait',
      what: 'It gets its volume with the first pod that mounts it',
      why: 'Its class makes volumes where they are needed, and nobody needs this one yet.',
      advice: 'Nothing: that is as it should be.',
      evidence,
      remedies: [],
    }
  return {
    ...shared,
    situation: 'provisioning-failed',
    kind: 'fail',
    what: 'Its volume is not made',
    why: 'The provisioner of its class does not run, or cannot make a folder on the server.',
    advice: 'Look at the provisioner’s pod, and at the disk; the storage step checks both.',
    evidence,
    remedies: STORAGE.slice(0, 1),
  }
}
